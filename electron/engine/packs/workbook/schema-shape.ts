/**
 * What a cell or a row has to hold, read off the zod schemas of the pack format. Nothing here knows a property by name,
 * so a property that is added to the schema reaches the workbook by itself.
 */
import * as z from 'zod'

export type Shape =
  /** `schema` is asked which reading of a typed text is meant (full-width digits, a date where a month belongs). */
  | { readonly kind: 'text'; readonly schema: z.ZodType; readonly longest: number | undefined }
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  /** A text that may also be a number, 是/否 or a list, and must come back as the same. */
  | { readonly kind: 'mixed'; readonly number: boolean; readonly boolean: boolean; readonly list: boolean }
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'map'; readonly value: Shape }
  | { readonly kind: 'object'; readonly properties: readonly Property[] }
  /** Nothing we have a notation for: kept as JSON, which a test forbids for today's schema. */
  | { readonly kind: 'other' }

export interface Property {
  readonly key: string
  readonly shape: Shape
  /** Must be given. */
  readonly required: boolean
  /** What the schema puts where nothing is given; undefined when it puts nothing. */
  readonly fallback: unknown
}

/** All our schemas are made by the classic interface, whose types say less about what they wrap. */
const classic = (schema: z.core.$ZodType): z.ZodType => schema as z.ZodType // see above

/** Takes off what only says whether a value may be absent. */
const withoutWrapping = (schema: z.ZodType): { readonly inner: z.ZodType; readonly required: boolean; readonly fallback: unknown } => {
  if (schema instanceof z.ZodOptional) return { ...withoutWrapping(classic(schema.unwrap())), required: false }
  if (schema instanceof z.ZodDefault)
    return { ...withoutWrapping(classic(schema.unwrap())), required: false, fallback: schema.def.defaultValue }
  return { inner: schema, required: true, fallback: undefined }
}

const propertyOf = (key: string, schema: z.ZodType): Property => {
  const { inner, required, fallback } = withoutWrapping(schema)
  return { key, shape: shapeOf(inner), required, fallback }
}

export const propertiesOf = (schema: z.ZodObject): Property[] =>
  Object.entries(schema.shape).map(([key, part]) => propertyOf(key, classic(part)))

/** The properties of all variants side by side; only what every variant demands is demanded. */
const mergedVariants = (variants: readonly z.ZodObject[]): Shape => {
  const found = new Map<string, Property[]>()
  for (const variant of variants)
    for (const property of propertiesOf(variant)) found.set(property.key, [...(found.get(property.key) ?? []), property])
  const properties = [...found].map(([key, same]): Property => {
    const choices = same.flatMap(({ shape }) => (shape.kind === 'choice' ? shape.values : []))
    const first = same[0]?.shape ?? { kind: 'other' }
    return {
      key,
      shape: first.kind === 'choice' ? { kind: 'choice', values: choices } : first,
      required: same.length === variants.length && same.every(({ required }) => required),
      fallback: same.length === variants.length ? same[0]?.fallback : undefined,
    }
  })
  return { kind: 'object', properties }
}

const unionShape = (schema: z.ZodUnion): Shape => {
  const options = schema.options.map(classic)
  const objects = options.filter((option) => option instanceof z.ZodObject)
  if (objects.length === options.length) return mergedVariants(objects)
  const shapes = options.map(shapeOf)
  if (shapes.every(({ kind }) => kind === 'text' || kind === 'choice')) return { kind: 'text', schema, longest: undefined }
  const known = shapes.every(
    (shape) =>
      shape.kind === 'text' || shape.kind === 'number' || shape.kind === 'boolean' || (shape.kind === 'list' && shape.item.kind === 'text'),
  )
  const has = (kind: Shape['kind']): boolean => shapes.some((shape) => shape.kind === kind)
  return known && has('text') ? { kind: 'mixed', number: has('number'), boolean: has('boolean'), list: has('list') } : { kind: 'other' }
}

/** The shape of what a schema accepts. */
export const shapeOf = (schema: z.ZodType): Shape => {
  const { inner } = withoutWrapping(schema)
  if (inner instanceof z.ZodString) return { kind: 'text', schema, longest: inner.maxLength ?? undefined }
  if (inner instanceof z.ZodNumber) return { kind: 'number' }
  if (inner instanceof z.ZodBoolean) return { kind: 'boolean' }
  if (inner instanceof z.ZodEnum) return { kind: 'choice', values: inner.options.map(String) }
  if (inner instanceof z.ZodLiteral) {
    const values = [...inner.values]
    return values.every((value) => typeof value === 'boolean') ? { kind: 'boolean' } : { kind: 'choice', values: values.map(String) }
  }
  if (inner instanceof z.ZodArray) return { kind: 'list', item: shapeOf(classic(inner.element)) }
  if (inner instanceof z.ZodRecord) return { kind: 'map', value: shapeOf(classic(inner.valueType)) }
  if (inner instanceof z.ZodObject) return { kind: 'object', properties: propertiesOf(inner) }
  if (inner instanceof z.ZodUnion) return unionShape(inner)
  if (inner instanceof z.ZodPipe) {
    const from = classic(inner.in)
    const to = classic(inner.out)
    // What is worked on beforehand has the shape of what comes out; what is worked on afterwards became text.
    if (from instanceof z.ZodTransform) return shapeOf(to)
    const source = shapeOf(from)
    return source.kind === 'text' || source.kind === 'mixed' ? { kind: 'text', schema: inner, longest: undefined } : { kind: 'other' }
  }
  return { kind: 'other' }
}
