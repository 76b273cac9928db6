/** The signing desk: letters that wait, reading one, initials, return, signature, many at once. */
import { answer, client } from "./client";
import type { components, paths } from "./schema";
import { proof } from "./transport";

type Schemas = components["schemas"];

export type WaitingLetter = Schemas["WaitingLetter"];
export type WaitingLetters = Schemas["WaitingLetters"];
export type Letter = Schemas["Letter"];
export type LetterMark = Schemas["LetterMark"];
export type Passage = Schemas["Passage"];
export type SigningResult = Schemas["SigningResult"];
export type LettersQuery = NonNullable<paths["/api/admin/v1/signing/letters"]["get"]["parameters"]["query"]>;

export async function listLetters(query: LettersQuery, signal?: AbortSignal): Promise<WaitingLetters> {
  return answer(client.GET("/api/admin/v1/signing/letters", { params: { query }, signal }));
}

export async function showLetter(task: string, signal?: AbortSignal): Promise<Letter> {
  const call = client.GET("/api/admin/v1/signing/letters/{task_id}", { params: { path: { task_id: task } }, signal });
  return answer(call);
}

export async function letterBytes(task: string): Promise<ArrayBuffer> {
  const call = client.GET("/api/admin/v1/signing/letters/{task_id}/preview", {
    params: { path: { task_id: task } },
    parseAs: "arrayBuffer",
  });
  return await answer(call);
}

function decidedOn(letter: WaitingLetter) {
  return { path: { task_id: letter.task_id }, header: { ...proof(), "If-Match": letter.etag } };
}

export async function initialLetter(letter: WaitingLetter): Promise<void> {
  const call = client.POST("/api/admin/v1/signing/letters/{task_id}/initial", {
    params: decidedOn(letter),
    body: { text_sha256: letter.text_sha256 },
  });
  await answer(call);
}

export async function returnLetter(letter: WaitingLetter, note: string): Promise<void> {
  const call = client.POST("/api/admin/v1/signing/letters/{task_id}/return", {
    params: decidedOn(letter),
    body: { note },
  });
  await answer(call);
}

/** The passphrase goes into this one request and is kept nowhere. */
export async function signLetter(letter: WaitingLetter, passphrase: string): Promise<void> {
  const call = client.POST("/api/admin/v1/signing/letters/{task_id}/signature", {
    params: decidedOn(letter),
    body: { text_sha256: letter.text_sha256, passphrase },
  });
  await answer(call);
}

/** Signs several with one passphrase; each is answered by itself, in order. */
export async function signLetters(letters: WaitingLetter[], passphrase: string): Promise<SigningResult[]> {
  const call = client.POST("/api/admin/v1/signing/signatures", {
    params: { header: proof() },
    body: {
      passphrase,
      letters: letters.map(({ task_id, version, text_sha256 }) => ({ task_id, version, text_sha256 })),
    },
  });
  return (await answer(call)).items;
}
