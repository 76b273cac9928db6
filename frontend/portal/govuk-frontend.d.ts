// GOV.UK Frontend ships no types. This names the little of it that the portal uses.
declare module "govuk-frontend" {
  interface ComponentClass {
    moduleName: string;
    new (root: Element, config?: object): object;
  }

  export const Button: ComponentClass;
  export const CharacterCount: ComponentClass;
  export const Checkboxes: ComponentClass;
  export const ErrorSummary: ComponentClass;
  export const ExitThisPage: ComponentClass;
  export const FileUpload: ComponentClass;
  export const NotificationBanner: ComponentClass;
  export const PasswordInput: ComponentClass;
  export const Radios: ComponentClass;

  /** Starts the component on every element that carries its `data-module`. */
  export function createAll(component: ComponentClass, config?: object): object[];
}
