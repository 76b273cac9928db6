import { expect, it } from "vitest";
import { placeChoices, placeOf, placeValue } from "./places";

it("a place comes back from its choice", () => {
  for (const [step, action] of [["answer", "answer"], ["answer", null], [null, null]] as const) {
    expect(placeOf(placeValue(step, action))).toEqual({ step, action });
  }
});

it("a step is on offer as a whole and by its actions", () => {
  const place = { step: "answer", number: "6", activity: "Menjawab", label: "Kirim" };
  const choices = placeChoices([
    { ...place, action: "answer" },
    { ...place, action: "later" },
  ]);
  expect(choices.map((one) => one.value)).toEqual(["answer", "answer/answer", "answer/later"]);
});
