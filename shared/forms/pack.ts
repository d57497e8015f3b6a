/**
 * A pack from its parsed files: the manifest, the forms it carries (its own, or the library's), code lists,
 * rules and indicators, every reference resolved. Anything wrong anywhere refuses the whole pack. Whether the
 * expressions are right is judged by `shared/rules`.
 */
import type * as z from 'zod'
import { pinyinInitials } from '../model/pinyin.ts'
import { isNumeric } from '../model/value.ts'
import { packText, packThings } from '../text/pack.ts'
import { checkCodeList, checkForm } from './form-checks.ts'
import { CodeList, CodeListFile, FormTemplate, regionList, townList } from './form-schema.ts'
import { indicatorCodes, withIndicatorRows } from './indicator-rows.ts'
import { type Indicator, IndicatorFile, TargetFile, type UnitTarget } from './indicator-schema.ts'
import {
  ClauseFile,
  type ClauseSource,
  HolidayFile,
  PackManifest,
  type Parameter,
  ParameterFile,
  type ReportingUnit,
} from './manifest-schema.ts'
import { MappingFile, type PackMapping } from './mapping-schema.ts'
import { checkMappings } from './mappings.ts'
import { applyOverlay, isOverlay, locateIn, type RawForm } from './overlay.ts'
import type { Pack, PackData } from './pack-types.ts'
import { schemaProblems } from './problems.ts'
import { type Rule, RuleFile } from './rule-schema.ts'
import type { Locate, PackProblem, Place, SourceFile } from './source.ts'
import { checkIndicators, checkTargets } from './targets.ts'

/** The files of one zone (the pack, or the library), by what they hold. */
export interface PackSources {
  readonly manifest?: SourceFile | undefined
  readonly forms: readonly SourceFile[]
  readonly rules: readonly SourceFile[]
  readonly codes: readonly SourceFile[]
  readonly parameters: readonly SourceFile[]
  readonly clauses: readonly SourceFile[]
  readonly indicators?: SourceFile | undefined
  readonly targets?: SourceFile | undefined
  readonly mappings?: readonly SourceFile[]
  readonly holidays?: SourceFile | undefined
}
export interface AssembledPack {
  readonly pack: Pack
  readonly locateForm: (id: string) => Locate
  readonly locateRule: (id: string) => Locate
  readonly locateManifest: Locate
  readonly locateIndicators: Locate
  /** Where a code list or parameter stands; `own` tells those of the pack from the library's. */
  readonly codeLists: ReadonlyMap<string, { readonly place: Place; readonly own: boolean }>
  readonly parameters: ReadonlyMap<string, { readonly place: Place; readonly own: boolean }>
  /** Rules of the pack itself that are not loaded because they name a form the pack does not carry. */
  readonly unloaded: readonly { readonly rule: Rule; readonly place: Place }[]
  /** Ids of the rules that are the pack's own. */
  readonly ownRules: ReadonlySet<string>
  /** What clauses may refer to. */
  readonly sources: readonly ClauseSource[]
}
export type Assembly =
  | { readonly ok: true; readonly value: AssembledPack }
  /** `partial`: what could be put together all the same, so that more of what is wrong can be told; never to be used. */
  | { readonly ok: false; readonly problems: readonly PackProblem[]; readonly partial?: AssembledPack }

type Placed<T> = { readonly value: T; readonly locate: Locate }
type Report = (problem: PackProblem) => void

const parse = <T>(schema: z.ZodType<T>, source: RawForm, report: Report): T | undefined => {
  const result = schema.safeParse(source.data)
  if (result.success) return result.data
  for (const problem of schemaProblems(result.error, source.data, source.locate)) report(problem)
  return undefined
}
const asRaw = (source: SourceFile): RawForm => ({ data: source.data, locate: locateIn(source) })
const textAt = (data: unknown, key: string): string | undefined => {
  const value: unknown = typeof data === 'object' && data !== null && Object.hasOwn(data, key) ? Reflect.get(data, key) : undefined
  return typeof value === 'string' ? value : undefined
}

type Places = Map<string, { readonly place: Place; readonly own: boolean }>

const readClauses = (sources: PackSources, report: Report): ClauseSource[] =>
  sources.clauses.flatMap((source) => parse(ClauseFile, asRaw(source), report)?.sources ?? [])

const readCodes = (sources: PackSources, report: Report, places: Places): Map<string, CodeList> => {
  const lists = new Map<string, CodeList>()
  for (const source of sources.codes) {
    const several = typeof source.data === 'object' && source.data !== null && Object.hasOwn(source.data, 'lists')
    const raw = asRaw(source)
    const found = several ? parse(CodeListFile, raw, report)?.lists : [parse(CodeList, raw, report)]
    for (const [index, list] of (found ?? []).entries()) {
      if (list === undefined) continue
      const locate = locateIn(source, several ? ['lists', index] : [])
      if (lists.has(list.id)) report({ ...locate(['id']), message: packText.duplicate(packThings.codeList, list.id) })
      for (const problem of checkCodeList(list, locate)) report(problem)
      places.set(list.id, { place: locate(['id']), own: sources.manifest !== undefined })
      lists.set(list.id, { ...list, items: list.items.map((item) => ({ ...item, pinyin: item.pinyin ?? pinyinInitials(item.label) })) })
    }
  }
  return lists
}

/** The pack's lists over the library's; a list that only `adds` keeps the library's other items. */
const joinedCodes = (library: ReadonlyMap<string, CodeList>, own: ReadonlyMap<string, CodeList>): Map<string, CodeList> => {
  const joined = new Map(library)
  for (const [id, list] of own) {
    const base = list.adds === true ? library.get(id) : undefined
    const items = new Map([...(base?.items ?? []), ...list.items].map((item) => [item.code, item]))
    joined.set(id, { ...list, items: [...items.values()] })
  }
  return joined
}

const readParameters = (sources: PackSources, report: Report, places: Places): Record<string, Parameter> => {
  const parameters: Record<string, Parameter> = {}
  for (const source of sources.parameters) {
    for (const [key, parameter] of Object.entries(parse(ParameterFile, asRaw(source), report)?.parameters ?? {})) {
      if (Object.hasOwn(parameters, key))
        report({ ...locateIn(source)(['parameters', key]), message: packText.duplicate(packThings.parameter, key) })
      parameters[key] = parameter
      places.set(key, { place: locateIn(source)(['parameters', key]), own: false })
    }
  }
  return parameters
}

/** Years of the library and of the pack; for the same year the pack's own count. */
const withHolidays = (manifest: PackManifest, own: PackSources, library: PackSources, report: Report): PackManifest => {
  const years = new Map(
    [library.holidays, own.holidays]
      .flatMap((source) => (source === undefined ? [] : (parse(HolidayFile, asRaw(source), report)?.years ?? [])))
      .concat(manifest.calendar.holidays ?? [])
      .map((year) => [year.year, year]),
  )
  if (years.size === 0) return manifest
  return { ...manifest, calendar: { ...manifest.calendar, holidays: [...years.values()].sort((a, b) => a.year - b.year) } }
}

const readRules = (sources: PackSources, report: Report): Placed<Rule>[] =>
  sources.rules.flatMap((source) => {
    const rules = parse(RuleFile, asRaw(source), report)?.rules ?? []
    return rules.map((value, index) => ({ value, locate: locateIn(source, ['rules', index]) }))
  })

/** Files of forms by id; of a form of the pack only its own id or the id it extends is read here. */
const formFiles = (sources: PackSources, report: Report): Map<string, SourceFile> => {
  const files = new Map<string, SourceFile>()
  for (const source of sources.forms) {
    const id = textAt(source.data, 'id') ?? textAt(source.data, 'extends')
    if (id === undefined) report({ file: source.file, line: 1, message: packText.missing('id') })
    else if (files.has(id)) report({ ...locateIn(source)(['id']), message: packText.duplicate(packThings.form, id) })
    else files.set(id, source)
  }
  return files
}

const readForm = (
  id: string,
  own: ReadonlyMap<string, SourceFile>,
  library: ReadonlyMap<string, SourceFile>,
  { indicators, units }: { readonly indicators: readonly Indicator[]; readonly units: readonly ReportingUnit[] },
  where: ReturnType<Locate>,
  report: Report,
): Placed<FormTemplate> | undefined => {
  const source = own.get(id) ?? library.get(id)
  if (source === undefined) {
    report({ ...where, message: packText.formMissing(id) })
    return undefined
  }
  let raw = asRaw(source)
  if (isOverlay(source.data)) {
    const base = library.get(textAt(source.data, 'extends') ?? '')
    if (base === undefined) {
      report({ ...raw.locate(['extends']), message: packText.baseMissing(textAt(source.data, 'extends') ?? '') })
      return undefined
    }
    const result = applyOverlay(source, base)
    if ('problems' in result) {
      for (const problem of result.problems) report(problem)
      return undefined
    }
    raw = result.form
  }
  const form = parse(FormTemplate, raw, report)
  return form === undefined ? undefined : { value: withIndicatorRows(withDefaultLists(form), indicators, units), locate: raw.locate }
}

/** Region and town fields use the pack's lists unless they name another. */
const withDefaultLists = (form: FormTemplate): FormTemplate => ({
  ...form,
  fields: form.fields.map((field) =>
    field.codes !== undefined || (field.type !== 'region' && field.type !== 'town')
      ? field
      : { ...field, codes: field.type === 'region' ? regionList : townList },
  ),
})

const checkManifest = (manifest: PackManifest, locate: Locate, libraryRules: ReadonlySet<string> | undefined, report: Report): void => {
  const say = (path: readonly PropertyKey[], message: string): void => report({ ...locate(path), message })
  const formIds = manifest.forms.map((form) => form.id)
  for (const [index, id] of formIds.entries())
    if (formIds.indexOf(id) < index) say(['forms', index], packText.duplicate(packThings.form, id))
  const unitIds = manifest.units.map((unit) => unit.id)
  for (const [index, id] of unitIds.entries())
    if (unitIds.indexOf(id) < index) say(['units', index], packText.duplicate(packThings.unit, id))
  if (manifest.validFrom > manifest.validTo) say(['validFrom'], packText.periodOrder)
  for (const [key, { value, readings }] of Object.entries(manifest.parameters))
    if (readings !== undefined && !Object.hasOwn(readings, String(value)))
      say(['parameters', key], packText.readingMissing(key, String(value)))
  // A pack that brings all it needs only keeps the reasons.
  for (const id of Object.keys(manifest.withoutRules))
    if (libraryRules?.has(id) === false) say(['withoutRules', id], packText.ruleMissing(id))
}

/** Rules that this pack loads, each checked against the forms it names. */
const chooseRules = (
  own: readonly Placed<Rule>[],
  library: readonly Placed<Rule>[],
  manifest: PackManifest,
  forms: ReadonlyMap<string, FormTemplate>,
  report: Report,
): Placed<Rule>[] => {
  const seen = new Set<string>()
  const chosen: Placed<Rule>[] = []
  for (const rule of [...library.filter(({ value }) => !Object.hasOwn(manifest.withoutRules, value.id)), ...own]) {
    const { value, locate } = rule
    if (seen.has(value.id)) report({ ...locate(['id']), message: packText.duplicate(packThings.rule, value.id) })
    seen.add(value.id)
    if ([...value.forms, ...value.reads].some((id) => id !== '*' && !forms.has(id))) continue
    checkRuleFields(rule, forms, report)
    chosen.push(rule)
  }
  return chosen
}

const checkRuleFields = ({ value: rule, locate }: Placed<Rule>, forms: ReadonlyMap<string, FormTemplate>, report: Report): void => {
  const say = (path: readonly PropertyKey[], message: string): void => report({ ...locate(path), message })
  if (rule.validFrom !== undefined && rule.validTo !== undefined && rule.validFrom > rule.validTo) say(['validFrom'], packText.periodOrder)
  if (rule.forms.includes('*') && rule.cells.length > 0) say(['cells'], packText.cellsOfEvery)
  for (const id of rule.forms) {
    const fields = new Map(forms.get(id)?.fields.map((field) => [field.key, field]))
    if (id === '*') continue
    for (const [index, key] of rule.cells.entries()) if (!fields.has(key)) say(['cells', index], packText.fieldMissing(key, 'cells'))
    for (const [index, key] of rule.zeroFields.entries()) {
      const field = fields.get(key)
      if (field === undefined) say(['zeroFields', index], packText.fieldMissing(key, 'zeroFields'))
      else if (!isNumeric(field.type)) say(['zeroFields', index], packText.notNumeric(key, 'zeroFields'))
    }
  }
}

/** The city's own targets; the indicators are judged on the way, as both are read by name. */
const readTargets = (own: PackSources, indicators: readonly Indicator[], manifest: PackManifest, report: Report): readonly UnitTarget[] => {
  if (own.indicators !== undefined) for (const problem of checkIndicators(indicators, manifest, locateIn(own.indicators))) report(problem)
  if (own.targets === undefined) return []
  const targets = parse(TargetFile, asRaw(own.targets), report)?.targets ?? []
  for (const problem of checkTargets(targets, indicators, manifest, locateIn(own.targets))) report(problem)
  return targets
}

const readMappings = (own: PackSources, forms: ReadonlyMap<string, FormTemplate>, report: Report): readonly PackMapping[] => {
  const names = new Set<string>()
  return (own.mappings ?? []).flatMap((source) => {
    const mappings = parse(MappingFile, asRaw(source), report)?.mappings ?? []
    for (const problem of checkMappings(mappings, forms, names, locateIn(source))) report(problem)
    return mappings
  })
}

const noSources: PackSources = { forms: [], rules: [], codes: [], parameters: [], clauses: [] }
const isStandalone = (own: PackSources): boolean => {
  const data = own.manifest?.data
  return typeof data === 'object' && data !== null && Reflect.get(data, 'standalone') === true
}
/** The manifest as the pack shows it. */
const withoutStandalone = ({ standalone: _standalone, ...manifest }: PackManifest): PackManifest => manifest

/** Joins a pack with the library, unless the pack brings all it needs. `sha256` gives the hex digest of a text. */
export const assemblePack = (own: PackSources, commonLibrary: PackSources, sha256: (text: string) => string): Assembly => {
  const library = isStandalone(own) ? noSources : commonLibrary
  const problems: PackProblem[] = []
  const report: Report = (problem) => void problems.push(problem)
  const codeLists: Places = new Map()
  const codes = joinedCodes(readCodes(library, report, codeLists), readCodes(own, report, codeLists))
  const libraryRules = readRules(library, report)
  const ownRules = readRules(own, report)
  const indicators: readonly Indicator[] =
    own.indicators === undefined ? [] : (parse(IndicatorFile, asRaw(own.indicators), report)?.indicators ?? [])
  const named = indicatorCodes(indicators)
  if (named !== undefined) codes.set(named.id, named)
  const manifestSource = own.manifest
  const parsedManifest = manifestSource === undefined ? undefined : parse(PackManifest, asRaw(manifestSource), report)
  const ownManifest = parsedManifest === undefined ? undefined : withoutStandalone(parsedManifest)
  const parameterPlaces: Places = new Map()
  const parameters = readParameters(library, report, parameterPlaces)
  const sources = [...readClauses(library, report), ...readClauses(own, report)]
  if (manifestSource === undefined || ownManifest === undefined) {
    if (manifestSource === undefined) report({ file: 'pack.yaml', line: 1, message: packText.missingManifest })
    return { ok: false, problems }
  }
  const manifest = withHolidays({ ...ownManifest, parameters: { ...parameters, ...ownManifest.parameters } }, own, library, report)
  const locate = locateIn(manifestSource)
  for (const key of Object.keys(ownManifest.parameters)) parameterPlaces.set(key, { place: locate(['parameters', key]), own: true })
  checkManifest(manifest, locate, isStandalone(own) ? undefined : new Set(libraryRules.map(({ value }) => value.id)), report)
  const targets = readTargets(own, indicators, manifest, report)

  const ownForms = formFiles(own, report)
  const libraryForms = formFiles(library, report)
  const listed = new Set(manifest.forms.map((form) => form.id))
  for (const [id, source] of ownForms) if (!listed.has(id)) report({ ...locateIn(source)(['id']), message: packText.formUnlisted(id) })
  const placedForms = new Map<string, Placed<FormTemplate>>()
  for (const [index, { id }] of manifest.forms.entries()) {
    const form = readForm(id, ownForms, libraryForms, { indicators, units: manifest.units }, locate(['forms', index]), report)
    if (form === undefined) continue
    for (const problem of checkForm(form.value, codes, form.locate)) report(problem)
    placedForms.set(id, form)
  }
  const forms = new Map([...placedForms].map(([id, form]) => [id, form.value]))
  const mappings = readMappings(own, forms, report)
  const rules = chooseRules(ownRules, libraryRules, manifest, forms, report)
  const used = usedCodes(
    forms,
    codes,
    rules.map(({ value }) => value),
  )
  const data = {
    manifest,
    forms: [...forms.values()],
    codes: [...used.values()],
    rules: rules.map(({ value }) => value),
    indicators,
    targets,
    // A pack that ships none says the same as before there were any.
    ...(mappings.length === 0 ? {} : { mappings }),
  }
  const nowhere: Locate = () => locate([])
  const ruleById = new Map(rules.map((rule) => [rule.value.id, rule.locate]))
  const unloaded = ownRules.filter(({ value }) => !ruleById.has(value.id))
  const value: AssembledPack = {
    pack: { ...data, forms, codes: used, digest: sha256(canonicalJson(data)) },
    locateForm: (id) => placedForms.get(id)?.locate ?? nowhere,
    locateRule: (id) => ruleById.get(id) ?? nowhere,
    locateManifest: locate,
    locateIndicators: own.indicators === undefined ? nowhere : locateIn(own.indicators),
    codeLists,
    parameters: parameterPlaces,
    unloaded: unloaded.map(({ value, locate: at }) => ({ rule: value, place: at(['forms']) })),
    ownRules: new Set(ownRules.map(({ value }) => value.id)),
    sources,
  }
  return problems.length === 0 ? { ok: true, value } : { ok: false, problems, partial: value }
}

/** The lists that fields use or rules name in quotes, and the pack's regions and towns. */
const usedCodes = (
  forms: ReadonlyMap<string, FormTemplate>,
  codes: ReadonlyMap<string, CodeList>,
  rules: readonly Rule[],
): Map<string, CodeList> => {
  const ids = new Set<string>([regionList, townList])
  const fields = [...forms.values()].flatMap((form) => form.fields)
  for (const field of fields) if (field.codes !== undefined) ids.add(field.codes)
  const expressions = [
    ...fields.map(({ computed = '', required }) => `${computed} ${String(required)}`),
    ...rules.map(({ expr, when = '', message }) => `${expr} ${when} ${message}`),
  ]
  for (const expression of expressions) for (const [, id = ''] of expression.matchAll(/["'](\w+)["']/g)) ids.add(id)
  return new Map([...codes].filter(([id]) => ids.has(id)))
}

/** The same data give the same text: keys sorted, no spaces. */
const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(',')}}`
}

/** A pack as plain data that crosses a boundary. */
export const packData = (pack: Pack): PackData => ({
  manifest: pack.manifest,
  forms: [...pack.forms.values()],
  codes: [...pack.codes.values()],
  rules: pack.rules,
  indicators: pack.indicators,
  targets: pack.targets,
  ...(pack.mappings === undefined ? {} : { mappings: pack.mappings }),
  digest: pack.digest,
})

/** The way back; the data are those of `packData`, so nothing is checked again. */
export const packFromData = (data: PackData): Pack => ({
  ...data,
  forms: new Map(data.forms.map((form) => [form.id, form])),
  codes: new Map(data.codes.map((list) => [list.id, list])),
})
