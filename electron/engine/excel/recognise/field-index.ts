/** Finds the field behind a heading. */
import { headerGrid } from '../../../../shared/forms/columns.ts'
import type { Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { opposites } from '../../../../shared/text/import-words.ts'
import { type Heading, longestHeading, parseHeading } from './headings.ts'
import { namesUnit, plainUnit } from './units.ts'
import { likeness, meaning, qualifiersIn, surplus, words } from './words.ts'

export interface Candidate {
  readonly field: Field
  readonly by: 'label' | 'synonym' | 'guess'
  /** 0 to 1; from `certain` on it needs no question. */
  readonly score: number
  /** The heading is a name of the field cut short or drawn out, with nothing in it that means something else. */
  readonly isContained?: boolean
}
export interface FieldIndex {
  readonly naturalKey: readonly string[]
  /** Units of the form's fields, plainly spelt. */
  readonly units: ReadonlySet<string>
  /** Candidates for the labels of a column from top to bottom, best first. */
  match(path: readonly string[]): readonly Candidate[]
  /** The same without guessing. */
  exact(path: readonly string[]): readonly Candidate[]
  /** The text as a heading, with the units of this form. */
  heading(text: string): Heading
  /** True when the text is a heading of this form, of a column or of a group. */
  isHeading(text: string): boolean
}

export const certain = 0.9
const guessFrom = 0.55
const leastLikeness = 0.5

interface Name {
  readonly field: Field
  readonly by: 'label' | 'synonym'
}

const indexes = new WeakMap<FormTemplate, FieldIndex>()

export const fieldIndex = (template: FormTemplate): FieldIndex => {
  const known = indexes.get(template)
  if (known !== undefined) return known
  const index = buildIndex(template)
  indexes.set(template, index)
  return index
}

/** Units of columns, and those that stand in the rows that the form gives. */
const unitsOfForm = ({ fields, structure }: FormTemplate): ReadonlySet<string> => {
  const holders = new Set(fields.flatMap(({ unitField }) => (unitField === undefined ? [] : [unitField])))
  const given = structure.kind === 'fixed' ? structure.rows.flatMap(({ values }) => [...holders].flatMap((key) => values[key] ?? [])) : []
  return new Set([...fields.flatMap(({ unit }) => (unit === undefined ? [] : [unit])), ...given].map(plainUnit))
}

const buildIndex = (template: FormTemplate): FieldIndex => {
  const paths = labelPaths(template)
  const units = unitsOfForm(template)
  const names = new Map<string, Name[]>()
  const meanings = new Map<string, Set<Field>>()
  const groups = new Set<string>()
  const add = (text: string, name: Name) => {
    const key = words(text)
    const entries = names.get(key) ?? []
    if (key !== '' && !entries.some((entry) => entry.field === name.field)) names.set(key, [...entries, name])
    const said = meaning(text)
    if (said.length > 1) meanings.set(said, (meanings.get(said) ?? new Set<Field>()).add(name.field))
  }
  for (const field of template.fields) {
    add(parseHeading(field.label).label, { field, by: 'label' })
    const path = paths.get(field.key) ?? []
    for (let at = path.length - 2; at >= 0; at--) add(path.slice(at).join(''), { field, by: 'label' })
    for (const group of path.slice(0, -1)) groups.add(words(group))
  }
  for (const field of template.fields) for (const synonym of field.synonyms) add(parseHeading(synonym).label, { field, by: 'synonym' })

  /** All that the form itself says about a field: a heading may use these qualifying words and no others. */
  const said = new Map(
    template.fields.map((field) => [
      field.key,
      [...(paths.get(field.key) ?? []), field.label, ...field.synonyms, template.title].join(' '),
    ]),
  )

  const groupMeanings = new Map<string, Set<Field>>()
  for (const field of template.fields)
    for (const label of (paths.get(field.key) ?? []).slice(0, -1))
      groupMeanings.set(meaning(label), (groupMeanings.get(meaning(label)) ?? new Set<Field>()).add(field))

  /**
   * Fields that a label under a group may mean rather than the one that bears it elsewhere: under 投资情况 the 年度计划 is an
   * amount, and not the year whose plan a project is in.
   */
  const rivalsUnder = (groups: readonly string[], label: string, field: Field): Field[] => {
    const leaf = words(label)
    const rivals = groups.flatMap((group) => {
      const said = meaning(group)
      const own = groupMeanings.get(said)
      if (said.length < 2 || leaf.length < 2 || own?.has(field) === true) return []
      const joined = [leaf + said, said + leaf].flatMap((text) => [...(meanings.get(meaning(text)) ?? [])])
      const inside = [...(own ?? [])].filter((one) => words(parseHeading(one.label).label).startsWith(leaf))
      return [...joined, ...inside]
    })
    return [...new Set(rivals)].filter((one) => one !== field)
  }

  const exact = (path: readonly string[]): Candidate[] => {
    for (let length = path.length; length >= 1; length--) {
      const found = names.get(words(path.slice(-length).join('')))
      if (found === undefined) continue
      const best = found.some((name) => name.by === 'label') ? found.filter((name) => name.by === 'label') : found
      const [only] = best
      const rivals =
        only === undefined || best.length > 1 ? [] : rivalsUnder(path.slice(0, -length), path.slice(-length).join(''), only.field)
      if (only !== undefined && rivals.length > 0) return [...rivals, only.field].map((field) => ({ field, by: 'guess', score: guessFrom }))
      return best.map(({ field, by }) => {
        // A group above may change what is meant: 上年同期 over a column of this year's name.
        const above = path.slice(0, -length).join(' ')
        const strange = qualifiersIn(above).some((word) => !(said.get(field.key) ?? '').includes(word))
        return strange ? { field, by: 'guess', score: guessFrom } : { field, by, score: by === 'label' ? 1 : 0.95 }
      })
    }
    return []
  }

  const ownWords = new Map(template.fields.map((field) => [field.key, words(parseHeading(field.label).label)]))
  const underGroup = new Map<string, Set<Field>>()
  for (const field of template.fields)
    for (const label of (paths.get(field.key) ?? []).slice(0, -1))
      underGroup.set(words(label), (underGroup.get(words(label)) ?? new Set<Field>()).add(field))

  /** Under a group of the form itself a short label says enough when only one field of that group has it: 用煤. */
  const inGroup = (path: readonly string[]): Candidate[] => {
    const leaf = words(path.at(-1) ?? '')
    if (leaf.length < 2) return []
    for (const group of path.slice(0, -1).map(words).toReversed()) {
      const fitting = [...(underGroup.get(group) ?? [])].filter(({ key }) => {
        const label = ownWords.get(key) ?? ''
        return label.startsWith(leaf) || label.endsWith(leaf)
      })
      const [only] = fitting
      if (only !== undefined && fitting.length === 1) return [{ field: only, by: 'synonym', score: 0.92 }]
    }
    return []
  }

  /** The same said in other words: 耗煤量 for 用煤, 时间 for 日期. */
  const byMeaning = (path: readonly string[]): Candidate[] => {
    for (let length = path.length; length >= 1; length--) {
      const fields = [...(meanings.get(meaning(path.slice(-length).join(''))) ?? [])]
      if (fields.length === 0) continue
      const above = path.slice(0, -length).join(' ')
      return fields.map((field) => {
        const strange = qualifiersIn(above).some((word) => !(said.get(field.key) ?? '').includes(word))
        return { field, by: strange ? 'guess' : 'synonym', score: strange || fields.length > 1 ? guessFrom : 0.92 }
      })
    }
    return []
  }

  const namesOf = new Map(
    template.fields.map((field) => [
      field.key,
      [field.label, (paths.get(field.key) ?? []).join(''), ...field.synonyms].map((text) => parseHeading(text).label),
    ]),
  )
  const alike = (path: readonly string[]): Candidate[] => {
    const heading = [words(path.at(-1) ?? ''), words(path.join(''))]
    const said = meaning(path.at(-1) ?? '')
    return template.fields
      .map((field): Candidate => {
        const texts = namesOf.get(field.key) ?? []
        const best = Math.max(...texts.flatMap((text) => heading.map((own) => likeness(own, words(text)))))
        const contained = Math.max(...texts.map((text) => containment(said, meaning(text))))
        const score = Math.min(Math.max(best, contained), certain - 0.01)
        return { field, by: 'guess', score, isContained: contained > 0 }
      })
      .filter((candidate) => candidate.score >= leastLikeness || candidate.isContained)
      .sort((a, b) => b.score - a.score)
      .slice(0, 5)
  }

  const found = (path: readonly string[]): Candidate[] =>
    [exact, inGroup, byMeaning].map((by) => by(path)).find((all) => all.length > 0) ?? []
  const heading = remembered((text: string): Heading => {
    const plain = parseHeading(text, units)
    return plain.unit === undefined ? (withUnitBehind(plain) ?? plain) : plain
  })
  /** 总投资亿元: a unit right behind a name of the form, where the whole is none. */
  const withUnitBehind = (plain: Heading): Heading | undefined => {
    const { label } = plain
    if (label.length > longestHeading || found([label]).length > 0) return undefined
    for (let cut = 2; cut < label.length; cut++) {
      const [name, unit] = [label.slice(0, cut).trim(), label.slice(cut).trim()]
      if (namesUnit(unit, units) && names.has(words(name))) return { ...plain, label: name, unit }
    }
    return undefined
  }
  const surely = remembered((joined: string): readonly Candidate[] => {
    const path = joined.split(between)
    const whole = found(path)
    if (whole.length > 0) return whole
    // Groups may be written into the label: 消费量-工业生产消费.
    const parts = path.flatMap((label) => label.split(joints).map((part) => heading(part).label)).filter((label) => label !== '')
    return parts.length > path.length ? found(parts) : []
  })
  const sure = (path: readonly string[]): readonly Candidate[] => surely(path.join(between))
  return {
    naturalKey: template.naturalKey,
    units,
    heading,
    exact: sure,
    match(path) {
      const certainly = sure(path)
      return certainly.length > 0 ? certainly : alike(path)
    },
    isHeading: (text) => {
      const { label } = heading(text)
      return [label, label.split(joints).at(-1) ?? ''].some((part) => {
        const key = words(part)
        return key !== '' && (names.has(key) || groups.has(key) || meanings.has(meaning(part)))
      })
    },
  }
}

/** Stands in no label: headings are one line each. */
const between = '\n'

/** The same texts are asked for again and again while a header is looked for, row by row and block by block. */
const remembered = <T>(find: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const found = find(text)
    if (known.size >= textsRemembered) known.clear()
    known.set(text, found)
    return found
  }
}
const textsRemembered = 5000

const joints = /[-—－–_·•>＞→|｜：:]+/
/** A name drawn out must still be most of the heading; 项目 is no part of 项目联系人 that says anything. */
const leastName = 3
const leastShare = { shorter: 0.4, longer: 0.6 } as const

/** How much of the longer text the shorter one is, when what is left over changes nothing; else 0. */
const containment = (heading: string, name: string): number => {
  if (heading.length < 2 || name.length < 2) return 0
  const isShorter = heading.length <= name.length
  if (!isShorter && name.length < leastName) return 0
  const more = isShorter ? surplus(name, heading) : surplus(heading, name)
  if (more === undefined || opposites.test(more) || qualifiersIn(more).length > 0) return 0
  const share = Math.min(heading.length, name.length) / Math.max(heading.length, name.length)
  return share >= (isShorter ? leastShare.shorter : leastShare.longer) ? share : 0
}

/** Labels above and of each field in the printed header, from top to bottom. */
const labelPaths = (template: FormTemplate): ReadonlyMap<string, readonly string[]> => {
  const grid = headerGrid(template)
  return new Map(
    grid.columns.map((field, column) => {
      const over = grid.cells.filter((cell) => cell.column <= column && column < cell.column + cell.columnSpan)
      return [field.key, over.map((cell) => cell.label)]
    }),
  )
}
