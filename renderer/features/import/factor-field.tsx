import { Input, Select } from 'antd'
import { useState } from 'react'
import { importScreenText } from '../../../shared/text/ui-import.ts'

interface FactorFieldProps {
  readonly label: string
  readonly value: string
  /** Percent can be written as shares of one, in whole or in part. */
  readonly isPercent: boolean
  readonly onChange: (factor: string) => void
}
const text = importScreenText.columns
/** Decimal text, or a quotient of two where a conversion has no end. */
const factorPattern = /^\d{1,9}(\.\d{1,9})?(\/\d{1,9})?$/
const shareFactor = 'share'
const plain = ['1', '10000', '1000', '100', '0.1', '0.01', '0.001', '0.0001'] as const
const own = 'own'

export const isFactor = (factor: string): boolean => factor === shareFactor || factorPattern.test(factor)

/** By what the figures of a column are multiplied: one of the usual factors, or one typed in. */
export function FactorField({ label, value, isPercent, onChange }: FactorFieldProps) {
  const usual = [...(isPercent ? ['1', '100', shareFactor] : plain)]
  const known = usual.includes(value) || !isFactor(value) ? usual : [value, ...usual]
  const [typed, setTyped] = useState(false)
  return (
    <span className="row row-tight">
      <Select
        className="import-factor"
        aria-label={label}
        popupMatchSelectWidth={false}
        value={typed ? own : value}
        options={[...known.map((factor) => ({ value: factor, label: text.factors(factor) })), { value: own, label: text.ownFactor }]}
        onChange={(chosen) => {
          setTyped(chosen === own)
          if (chosen !== own) onChange(chosen)
        }}
      />
      {typed && (
        <Input
          autoFocus
          className="import-own-factor"
          prefix="×"
          aria-label={text.typeFactor(label)}
          defaultValue={isFactor(value) && value !== shareFactor ? value : ''}
          status={isFactor(value) ? '' : 'error'}
          onChange={(event) => onChange(event.target.value.trim())}
        />
      )}
    </span>
  )
}
