/** Short names for the shapes of the API. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Session = Schemas["Session"];
export type Account = Schemas["Account"];
export type Enrolment = Schemas["Enrolment"];
export type RecoveryCodes = Schemas["RecoveryCodes"];
export type Desk = Schemas["Desk"];
export type QueueCount = Schemas["QueueCount"];
export type Task = Schemas["Task"];
export type Tasks = Schemas["Tasks"];
export type TeamMember = Schemas["TeamMember"];
export type Assigned = Schemas["Assigned"];
export type Report = Schemas["Report"];
export type ReportTask = Schemas["ReportTask"];
export type AllowedAction = Schemas["AllowedAction"];
export type ActionField = Schemas["ActionField"];
export type Given = Schemas["Given"]["given"];
export type GivenValue = Given[string];
export type Draft = Schemas["Draft"];
export type Evidence = Schemas["Evidence"];
export type Document = Schemas["Document"];
export type Message = Schemas["Message"];
export type TimelineEntry = Schemas["TimelineEntry"];
export type Timeline = Schemas["Timeline"];
export type DeskOfficer = Schemas["DeskOfficer"];
export type FoundReport = Schemas["FoundReport"];
export type FoundReports = Schemas["FoundReports"];
export type FoundReporter = Schemas["FoundReporter"];
export type Uploaded = Schemas["Uploaded"];
export type TakeReport = Schemas["TakeReport"];
