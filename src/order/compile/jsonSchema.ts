import { toJsonSchema } from '@valibot/to-json-schema'
import { orderSpec } from '../schema.ts'

/**
 * The published JSON Schema 2020-12 of the order spec, as `order-1.schema.json` beside this folder holds it. A
 * pattern's flag `u` is left out: JSON Schema patterns are always read so.
 */
export const orderJsonSchema = (): Readonly<Record<string, unknown>> => {
  const { $schema, ...form } = toJsonSchema(orderSpec, {
    target: 'draft-2020-12',
    overrideAction: ({ valibotAction, jsonSchema }) =>
      valibotAction.type === 'regex' && 'requirement' in valibotAction && valibotAction.requirement instanceof RegExp
        ? { ...jsonSchema, pattern: valibotAction.requirement.source }
        : undefined,
  })
  return { $schema, $id: 'toile:order-1', title: 'toile.order/1', ...form }
}
