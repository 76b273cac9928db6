import { readFileSync } from "node:fs";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { expect, it } from "vitest";

const here = (name: string) => readFileSync(new URL(name, import.meta.url), "utf-8");

it("the generated types are those of the committed document (else: npm run api)", async () => {
  const document = JSON.parse(here("../../openapi.json")) as OpenAPI3;
  const made = astToString(await openapiTS(document, { alphabetize: true }));
  const body = (text: string) => text.slice(text.indexOf("export interface paths")).trim();
  expect(body(here("./schema.ts")) === body(made)).toBe(true);
}, 30_000);
