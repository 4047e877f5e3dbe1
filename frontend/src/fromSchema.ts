/** The type of the values that a JSON Schema describes, as far as the server's schemas go. */
export type FromSchema<Schema> = Schema extends { readonly type: "object"; readonly properties: infer Properties }
  ? { readonly [Name in keyof Properties as Name extends Required<Schema> ? Name : never]: FromSchema<Properties[Name]> } & {
      readonly [Name in keyof Properties as Name extends Required<Schema> ? never : Name]?: FromSchema<Properties[Name]>;
    }
  : Schema extends { readonly type: "array"; readonly items: infer Items }
    ? readonly FromSchema<Items>[]
    : Schema extends { readonly type: infer Type extends keyof Primitives }
      ? Primitives[Type]
      : never;

type Required<Schema> = Schema extends { readonly required: readonly (infer Name)[] } ? Name : never;

interface Primitives {
  string: string;
  number: number;
  integer: number;
  boolean: boolean;
}
