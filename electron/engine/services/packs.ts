import type { PackSummary } from '../../../shared/contract/index.ts'
import { packData } from '../../../shared/forms/pack.ts'
import type { Pack } from '../../../shared/forms/schema.ts'
import { levels } from '../../../shared/model/level.ts'
import type { Packs, Service } from '../context.ts'

function summary(pack: Pack): PackSummary {
  const { manifest } = pack
  return {
    id: manifest.id,
    version: manifest.version,
    title: manifest.title,
    validFrom: manifest.validFrom,
    validTo: manifest.validTo,
    draft: manifest.draft,
    receiver: manifest.receiver.name,
    units: manifest.units.map(({ id, name, kind }) => ({ id, name, kind })),
    forms: manifest.forms.flatMap(({ id, required }) => {
      const form = pack.forms.get(id)
      return form ? [{ id, title: form.title, fields: form.fields.length, required }] : []
    }),
    rules: pack.rules.length,
    rulesByLevel: Object.fromEntries(levels.map((level) => [level, pack.rules.filter((rule) => rule.level === level).length])),
    indicators: pack.indicators.length,
  }
}

export function createPackService(packs: Packs): Service<'packs.list' | 'pack.get'> {
  return {
    'packs.list': () => packs.list().map(summary),
    'pack.get': ({ id }) => packData(packs.get(id)),
  }
}
