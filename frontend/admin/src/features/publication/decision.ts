/** What an officer decided so far, and the preview the server makes of it. */
import { computed, reactive, ref, shallowRef, watch } from "vue";
import {
  asProblem,
  previewPublication,
  type ProblemError,
  type Publication,
  type PublicationGiven,
  type PublicationPlace,
} from "@/api";
import { wordsIn } from "./pieces";

export type Field = "title" | "question" | "answer";
interface Place {
  start: number;
  end: number;
  reason: string;
}
interface Choice {
  lifted: Place[];
  added: Place[];
}

const PAUSE = 400; // milliseconds without typing before the preview is made anew

const isSame = (one: { start: number; end: number }) => (other: Place) =>
  one.start === other.start && one.end === other.end;

export function useDecision(report: string, first: Publication) {
  const preview = shallowRef(first);
  const choices = reactive<Record<Field, Choice>>({
    title: { lifted: [], added: [] },
    question: { lifted: [], added: [] },
    answer: { lifted: [], added: [] },
  });
  const titleText = ref(first.texts.find((one) => one.field === "title")?.shown ?? "");
  const words = ref("");
  const isChecking = ref(false);
  const problem = shallowRef<ProblemError>();
  let running: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const given = computed<PublicationGiven>(() => ({
    title: { ...choices.title, text: titleText.value },
    question: { ...choices.question, text: null },
    answer: { ...choices.answer, text: null },
    words: wordsIn(words.value),
  }));

  async function look(): Promise<void> {
    running?.abort();
    const own = (running = new AbortController());
    isChecking.value = true;
    try {
      preview.value = await previewPublication(report, given.value, own.signal);
      problem.value = undefined;
    } catch (error) {
      if (!own.signal.aborted) problem.value = asProblem(error);
    } finally {
      if (running === own) isChecking.value = false;
    }
  }

  watch(given, () => {
    isChecking.value = true;
    clearTimeout(timer);
    timer = setTimeout(() => void look(), PAUSE);
  });

  function lift(field: Field, place: PublicationPlace, reason: string): void {
    const { start, end } = place;
    choices[field].lifted = [...choices[field].lifted, { start, end, reason }];
  }

  /** Takes back what was decided about a place: a lifted one is masked, an added one readable. */
  function takeBack(field: Field, place: PublicationPlace): void {
    const choice = choices[field];
    choice.lifted = choice.lifted.filter((one) => !isSame(place)(one));
    choice.added = choice.added.filter((one) => !isSame(place)(one));
  }

  function add(field: Field, start: number, end: number): void {
    choices[field].added = [...choices[field].added, { start, end, reason: "" }];
  }

  return { preview, titleText, words, isChecking, problem, given, lift, takeBack, add };
}
