/** Administration: officers, units, desks, working time, procedures, channels and the audit log. */
import { answer, client } from "./client";
import type { components, paths } from "./schema";
import { proof } from "./transport";

type Schemas = components["schemas"];

export type User = Schemas["User"];
export type Users = Schemas["Users"];
export type Invitation = Schemas["Invitation"];
export type UserChange = Schemas["UserChange"];
export type AdministeredUnit = Schemas["AdministeredUnit"];
export type UnitChange = Schemas["UnitChange"];
export type UnitCreate = Schemas["UnitCreate"];
export type AdministeredDesk = Schemas["AdministeredDesk"];
export type Place = Schemas["Place"];
export type PlaceChange = Schemas["PlaceChange"];
export type PlaceCreate = Schemas["PlaceCreate"];
export type ImportedPlaces = Schemas["ImportedPlaces"];
export type DeskChange = Schemas["DeskChange"];
export type DeskCreate = Schemas["DeskCreate"];
export type Gap = Schemas["Gap"];
export type DeskAddress = Schemas["DeskAddress"];
export type AddressGiven = Schemas["AddressGiven"];
export type AdministeredTeam = Schemas["AdministeredTeam"];
export type AdministeredTeams = Schemas["AdministeredTeams"];
export type TeamCreate = Schemas["TeamCreate"];
export type AdministeredCategory = Schemas["AdministeredCategory"];
export type CategoryCreate = Schemas["CategoryCreate"];
export type CategoryChange = Schemas["CategoryChange"];
export type WorkCalendar = Schemas["Calendar"];
export type CalendarGiven = Schemas["CalendarGiven"];
export type Settled = Schemas["Settled"];
export type Moves = Schemas["Moves"];
export type Proposal = Schemas["Proposal"];
export type VersionEntry = Schemas["VersionEntry"];
export type ProcedureSource = Schemas["ProcedureSource"];
export type Remark = Schemas["Remark"];
export type Check = Schemas["Check"];
export type Comparison = Schemas["Comparison"];
export type Difference = Schemas["Difference"];
export type Procedure = Schemas["Procedure"];
export type ChannelStates = Schemas["ChannelStates"];
export type ChannelState = Schemas["ChannelState"];
export type FailedMessage = Schemas["FailedMessage"];
export type FailedMessages = Schemas["FailedMessages"];
export type Outcome = Schemas["Outcome"];
export type AuditLine = Schemas["AuditLine"];
export type AuditLines = Schemas["AuditLines"];
export type AuditChoices = Schemas["AuditChoices"];

type QueryOf<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Query } } }
  ? NonNullable<Query>
  : never;
export type UserQuery = QueryOf<"/api/admin/v1/administration/users">;
export type AuditQuery = QueryOf<"/api/admin/v1/administration/audit-log">;

/** The headers of a change that was decided on this version. */
function decided(version: number) {
  return { ...proof(), "If-Match": `"${version}"` };
}

// Officers

const USER = "/api/admin/v1/administration/users/{account_id}";

export async function listUsers(query: UserQuery, signal?: AbortSignal): Promise<Users> {
  return answer(client.GET("/api/admin/v1/administration/users", { params: { query }, signal }));
}

export async function showUser(id: string, signal?: AbortSignal): Promise<User> {
  return answer(client.GET(USER, { params: { path: { account_id: id } }, signal }));
}

export async function inviteUser(body: Invitation): Promise<User> {
  return answer(client.POST("/api/admin/v1/administration/users", { params: { header: proof() }, body }));
}

/** Parameters of a change of one officer. */
function onUser(user: User) {
  return { path: { account_id: user.id }, header: decided(user.version) };
}

export async function changeUser(user: User, body: UserChange): Promise<User> {
  return answer(client.PATCH(USER, { params: onUser(user), body }));
}

export async function setRoles(user: User, roles: User["roles"]): Promise<User> {
  const body = { roles: roles as Schemas["RolesGiven"]["roles"] };
  return answer(client.PUT(`${USER}/roles`, { params: onUser(user), body }));
}

/** Keeps the NIK of a signatory; null forgets it. */
export async function setNik(user: User, nik: string | null): Promise<User> {
  return answer(client.PUT(`${USER}/nik`, { params: onUser(user), body: { nik } }));
}

export async function setTeams(user: User, teams: string[]): Promise<User> {
  return answer(client.PUT(`${USER}/teams`, { params: onUser(user), body: { team_ids: teams } }));
}

export async function setActive(user: User, isActive: boolean): Promise<User> {
  return answer(client.PUT(`${USER}/state`, { params: onUser(user), body: { is_active: isActive } }));
}

export async function endSessions(user: User): Promise<User> {
  return answer(client.DELETE(`${USER}/sessions`, { params: onUser(user) }));
}

export async function resetSecondFactor(user: User): Promise<User> {
  return answer(client.DELETE(`${USER}/second-factor`, { params: onUser(user) }));
}

export async function inviteAgain(user: User): Promise<User> {
  return answer(client.POST(`${USER}/invitation`, { params: onUser(user) }));
}

// Units

const UNITS = "/api/admin/v1/administration/units";

export async function listUnits(signal?: AbortSignal): Promise<AdministeredUnit[]> {
  return (await answer(client.GET(UNITS, { signal }))).items;
}

export async function showUnit(id: string, signal?: AbortSignal): Promise<AdministeredUnit> {
  return answer(client.GET(`${UNITS}/{unit_id}`, { params: { path: { unit_id: id } }, signal }));
}

export async function createUnit(body: UnitCreate): Promise<AdministeredUnit> {
  return answer(client.POST(UNITS, { params: { header: proof() }, body }));
}

export async function changeUnit(unit: AdministeredUnit, body: UnitChange): Promise<AdministeredUnit> {
  const params = { path: { unit_id: unit.id }, header: decided(unit.version) };
  return answer(client.PATCH(`${UNITS}/{unit_id}`, { params, body }));
}

// Places

const PLACES = "/api/admin/v1/administration/places";

export async function listPlaces(signal?: AbortSignal): Promise<Place[]> {
  return (await answer(client.GET(PLACES, { signal }))).items;
}

export async function showPlace(id: string, signal?: AbortSignal): Promise<Place> {
  return answer(client.GET(`${PLACES}/{place_id}`, { params: { path: { place_id: id } }, signal }));
}

export async function createPlace(body: PlaceCreate): Promise<Place> {
  return answer(client.POST(PLACES, { params: { header: proof() }, body }));
}

export async function changePlace(place: Place, body: PlaceChange): Promise<Place> {
  const params = { path: { place_id: place.id }, header: decided(place.version) };
  return answer(client.PATCH(`${PLACES}/{place_id}`, { params, body }));
}

export async function importPlaces(source: string): Promise<ImportedPlaces> {
  return answer(client.POST(`${PLACES}/imports`, { params: { header: proof() }, body: { source } }));
}

// Desks, their teams and categories

const DESKS = "/api/admin/v1/administration/desks";
const DESK = `${DESKS}/{desk_id}` as const;
const TEAM = "/api/admin/v1/administration/teams/{team_id}";
const CATEGORY = "/api/admin/v1/administration/categories/{category_id}";

export async function listAdministeredDesks(signal?: AbortSignal): Promise<Schemas["AdministeredDesks"]> {
  return answer(client.GET(DESKS, { signal }));
}

export async function showDesk(id: string, signal?: AbortSignal): Promise<AdministeredDesk> {
  return answer(client.GET(DESK, { params: { path: { desk_id: id } }, signal }));
}

export async function createDesk(body: DeskCreate): Promise<AdministeredDesk> {
  return answer(client.POST(DESKS, { params: { header: proof() }, body }));
}

export async function changeDesk(desk: AdministeredDesk, body: DeskChange): Promise<AdministeredDesk> {
  const params = { path: { desk_id: desk.id }, header: decided(desk.version) };
  return answer(client.PATCH(DESK, { params, body }));
}

/** Actors without a team if the desk ran this version of its procedure. */
export async function listGaps(desk: string, version: string, signal?: AbortSignal): Promise<Gap[]> {
  const params = { path: { desk_id: desk }, query: { procedure_version_id: version } };
  return (await answer(client.GET(`${DESK}/gaps`, { params, signal }))).items;
}

export async function listAddresses(desk: string, signal?: AbortSignal): Promise<DeskAddress[]> {
  return (await answer(client.GET(`${DESK}/addresses`, { params: { path: { desk_id: desk } }, signal }))).items;
}

export async function connectAddress(desk: string, given: Record<keyof AddressGiven, string>): Promise<DeskAddress[]> {
  const body = { ...given, channel: given.channel as AddressGiven["channel"] };
  return (await answer(client.POST(`${DESK}/addresses`, { params: { path: { desk_id: desk }, header: proof() }, body }))).items;
}

export async function disconnectAddress(desk: string, address: string): Promise<DeskAddress[]> {
  const params = { path: { desk_id: desk, address_id: address }, header: proof() };
  return (await answer(client.DELETE(`${DESK}/addresses/{address_id}`, { params }))).items;
}

export async function listTeams(desk: string, signal?: AbortSignal): Promise<AdministeredTeams> {
  return answer(client.GET(`${DESK}/teams`, { params: { path: { desk_id: desk } }, signal }));
}

export async function showTeam(id: string): Promise<AdministeredTeam> {
  return answer(client.GET(TEAM, { params: { path: { team_id: id } } }));
}

export async function createTeam(desk: string, body: TeamCreate): Promise<AdministeredTeam> {
  const params = { path: { desk_id: desk }, header: proof() };
  return answer(client.POST(`${DESK}/teams`, { params, body }));
}

function onTeam(team: AdministeredTeam) {
  return { path: { team_id: team.id }, header: decided(team.version) };
}

export async function renameTeam(team: AdministeredTeam, name: string): Promise<AdministeredTeam> {
  return answer(client.PATCH(TEAM, { params: onTeam(team), body: { name } }));
}

export async function removeTeam(team: AdministeredTeam): Promise<void> {
  await answer(client.DELETE(TEAM, { params: onTeam(team) }));
}

export async function addMember(team: AdministeredTeam, account: string): Promise<AdministeredTeam> {
  return answer(client.POST(`${TEAM}/members`, { params: onTeam(team), body: { account_id: account } }));
}

export async function removeMember(team: AdministeredTeam, account: string): Promise<AdministeredTeam> {
  const { path, header } = onTeam(team);
  const params = { path: { ...path, account_id: account }, header };
  return answer(client.DELETE(`${TEAM}/members/{account_id}`, { params }));
}

export async function listCategories(desk: string, signal?: AbortSignal): Promise<AdministeredCategory[]> {
  const params = { path: { desk_id: desk } };
  return (await answer(client.GET(`${DESK}/categories`, { params, signal }))).items;
}

export async function showCategory(id: string): Promise<AdministeredCategory> {
  return answer(client.GET(CATEGORY, { params: { path: { category_id: id } } }));
}

export async function createCategory(desk: string, body: CategoryCreate): Promise<AdministeredCategory> {
  const params = { path: { desk_id: desk }, header: proof() };
  return answer(client.POST(`${DESK}/categories`, { params, body }));
}

function onCategory(category: AdministeredCategory) {
  return { path: { category_id: category.id }, header: decided(category.version) };
}

export async function changeCategory(
  category: AdministeredCategory,
  body: CategoryChange,
): Promise<AdministeredCategory> {
  return answer(client.PATCH(CATEGORY, { params: onCategory(category), body }));
}

export async function removeCategory(category: AdministeredCategory): Promise<void> {
  await answer(client.DELETE(CATEGORY, { params: onCategory(category) }));
}

// Working time

const CALENDARS = "/api/admin/v1/administration/calendars";
const CALENDAR = `${CALENDARS}/{calendar_id}` as const;

export async function listCalendars(signal?: AbortSignal): Promise<WorkCalendar[]> {
  return (await answer(client.GET(CALENDARS, { signal }))).items;
}

export async function showCalendar(id: string, signal?: AbortSignal): Promise<WorkCalendar> {
  return answer(client.GET(CALENDAR, { params: { path: { calendar_id: id } }, signal }));
}

export async function createCalendar(body: CalendarGiven): Promise<WorkCalendar> {
  return answer(client.POST(CALENDARS, { params: { header: proof() }, body }));
}

export async function changeCalendar(calendar: WorkCalendar, body: CalendarGiven): Promise<WorkCalendar> {
  const params = { path: { calendar_id: calendar.id }, header: decided(calendar.version) };
  return answer(client.PUT(CALENDAR, { params, body }));
}

/** What would move if this were saved. */
export async function previewCalendar(id: string, body: CalendarGiven): Promise<Moves> {
  const params = { path: { calendar_id: id }, header: proof() };
  return answer(client.POST(`${CALENDAR}/preview`, { params, body }));
}

export async function proposeHolidays(id: string, year: number): Promise<Proposal> {
  const params = { path: { calendar_id: id, year } };
  return answer(client.GET(`${CALENDAR}/proposals/{year}`, { params }));
}

// Procedures

const VERSIONS = "/api/admin/v1/administration/procedures";
const VERSION = `${VERSIONS}/{version_id}` as const;
const PROCEDURE = "/api/admin/v1/procedures/{version_id}";

export async function listVersions(signal?: AbortSignal): Promise<VersionEntry[]> {
  return (await answer(client.GET(VERSIONS, { signal }))).items;
}

export async function showSource(id: string, signal?: AbortSignal): Promise<ProcedureSource> {
  return answer(client.GET(VERSION, { params: { path: { version_id: id } }, signal }));
}

export async function showProcedure(id: string, signal?: AbortSignal): Promise<Procedure> {
  return answer(client.GET(PROCEDURE, { params: { path: { version_id: id } }, signal }));
}

/** The drawing of a procedure's flow, as an SVG element. */
export async function showFlow(id: string, signal?: AbortSignal): Promise<string> {
  const params = { path: { version_id: id } };
  return (await answer(client.GET(`${PROCEDURE}/flow`, { params, signal }))).svg;
}

/** The official sheet of a procedure, as a PDF. */
export async function sheetBytes(id: string): Promise<ArrayBuffer> {
  const params = { path: { version_id: id } };
  return await answer(client.GET(`${PROCEDURE}/sheet`, { params, parseAs: "arrayBuffer" }));
}

export function sheetAddress(id: string): string {
  return `/api/admin/v1/procedures/${encodeURIComponent(id)}/sheet`;
}

export async function compareVersions(id: string, to: string, signal?: AbortSignal): Promise<Comparison> {
  const params = { path: { version_id: id }, query: { to } };
  return answer(client.GET(`${VERSION}/comparison`, { params, signal }));
}

export async function checkSource(source: string): Promise<Check> {
  return answer(client.POST(`${VERSIONS}/check`, { params: { header: proof() }, body: { source } }));
}

export async function uploadVersion(source: string): Promise<VersionEntry> {
  return answer(client.POST(VERSIONS, { params: { header: proof() }, body: { source } }));
}

// Channels, failed messages, audit log

const FAILED = "/api/admin/v1/administration/failed-messages";
const AUDIT = "/api/admin/v1/administration/audit-log";

export async function listChannels(signal?: AbortSignal): Promise<ChannelStates> {
  return answer(client.GET("/api/admin/v1/administration/channels", { signal }));
}

export async function listFailed(cursor: string, signal?: AbortSignal): Promise<FailedMessages> {
  const query = cursor === "" ? {} : { cursor };
  return answer(client.GET(FAILED, { params: { query }, signal }));
}

export async function retryFailed(ids: string[]): Promise<Outcome[]> {
  const call = client.POST(`${FAILED}/retries`, { params: { header: proof() }, body: { ids } });
  return (await answer(call)).items;
}

export async function listAudit(query: AuditQuery, signal?: AbortSignal): Promise<AuditLines> {
  return answer(client.GET(AUDIT, { params: { query }, signal }));
}

export async function listAuditChoices(signal?: AbortSignal): Promise<AuditChoices> {
  return answer(client.GET(`${AUDIT}/choices`, { signal }));
}
