import { z } from 'zod';
import { OPERATIONS, type Operation } from './openapi-operations.ts';

type Json = Record<string, unknown>;

/** Where a schema with an id is found in the document. */
const uri = (id: string) => `#/components/schemas/${id}`;

const ERROR_TEXTS: Readonly<Record<number, string>> = {
  400: 'The request is not valid; the message names the field and the fix',
  404: 'There is no such thing',
  413: 'The request is too large',
  415: 'The body is not JSON',
  503: 'Too many questions at once; Retry-After says when to try again',
};

/** The OpenAPI 3.1 document of the HTTP interface, made from the schemas that validate its requests. */
export function openapiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Indepth',
      version,
      description:
        'Cited answers from a folder of Markdown documents. MCP clients connect to `/mcp` (streamable HTTP).',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: { schemas: namedSchemas() },
  };
}

function describe({ id, summary, parameters, query, body, event, ...answers }: Operation): Json {
  return {
    operationId: id,
    summary,
    ...((parameters !== undefined || query !== undefined) && {
      parameters: [
        ...pathParameters(parameters ?? {}),
        ...(query === undefined ? [] : queryParameters(query)),
      ],
    }),
    ...(body !== undefined && { requestBody: { required: true, content: jsonContent(body) } }),
    responses: {
      200: {
        description: 'The answer',
        content: {
          ...jsonContent(answers.response),
          ...(event !== undefined && { 'text/event-stream': { schema: reference(event) } }),
        },
      },
      ...Object.fromEntries(
        answers.errors.map((status) => [
          status,
          { description: ERROR_TEXTS[status] ?? 'A fault', content: jsonContent(answers.error) },
        ]),
      ),
    },
  };
}

function jsonContent(schema: z.ZodType): Json {
  return { 'application/json': { schema: reference(schema) } };
}

/** A reference to a named schema; the schema itself where it has no name. */
function reference(schema: z.ZodType): Json {
  const id = z.globalRegistry.get(schema)?.id;
  return id === undefined ? toJson(schema) : { $ref: uri(id) };
}

function pathParameters(parameters: Readonly<Record<string, string>>): Json[] {
  return Object.entries(parameters).map(([name, description]) => ({
    name,
    in: 'path',
    required: true,
    description,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: NonNullable<Operation['query']>): Json[] {
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !z.safeParse(schema, undefined).success,
    schema: toJson(schema),
  }));
}

function toJson(schema: z.core.$ZodType): Json {
  return withoutMeta(z.toJSONSchema(schema, { io: 'input' }));
}

function namedSchemas(): Json {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { io: 'input', uri });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutMeta(schema)]));
}

/** OpenAPI 3.1 takes JSON Schema 2020-12 as it is; ids and dialects of the parts would only confuse its tools. */
function withoutMeta(schema: Json): Json {
  return Object.fromEntries(
    Object.entries(schema).filter(([key]) => !['$schema', '$id', '~standard'].includes(key)),
  );
}
