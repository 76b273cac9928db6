/** All the app asks of the server. Nothing outside this folder does. */
export * from "./account-security";
export * from "./files";
export * from "./intake";
export * from "./oversight";
export * from "./knowledge";
export { asProblem, ProblemError } from "./problem";
export * from "./preferences";
export * from "./publication";
export * from "./recaps";
export * from "./reports";
export * from "./saved-views";
export * from "./session";
export * from "./signing";
export type * from "./shapes";
export { forgetAnswers, onSignedOut } from "./transport";
export * from "./unsent";
export * from "./work";
