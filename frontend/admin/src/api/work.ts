/** Desks, queues, tasks, and who does which. */
import { answer, client } from "./client";
import type { paths } from "./schema";
import type { Assigned, Desk, DeskOfficer, QueueCount, Task, Tasks, TeamMember } from "./shapes";
import { proof } from "./transport";

export type TaskQuery = NonNullable<paths["/api/admin/v1/tasks"]["get"]["parameters"]["query"]>;

export async function listDesks(signal?: AbortSignal): Promise<Desk[]> {
  return (await answer(client.GET("/api/admin/v1/desks", { signal }))).items;
}

export async function listDeskOfficers(deskId: string, signal?: AbortSignal): Promise<DeskOfficer[]> {
  const call = client.GET("/api/admin/v1/desks/{desk_id}/officers", {
    params: { path: { desk_id: deskId } },
    signal,
  });
  return (await answer(call)).items;
}

export async function listQueues(signal?: AbortSignal): Promise<QueueCount[]> {
  return (await answer(client.GET("/api/admin/v1/queues", { signal }))).items;
}

export async function listTasks(query: TaskQuery, signal?: AbortSignal): Promise<Tasks> {
  return answer(client.GET("/api/admin/v1/tasks", { params: { query }, signal }));
}

export async function listTeamOfTask(taskId: string, signal?: AbortSignal): Promise<TeamMember[]> {
  const call = client.GET("/api/admin/v1/tasks/{task_id}/team", {
    params: { path: { task_id: taskId } },
    signal,
  });
  return (await answer(call)).items;
}

/** Gives a task to an officer of its team; `null` lets it go. */
export async function assignTask(taskId: string, officerId: string | null): Promise<Task> {
  const call = client.POST("/api/admin/v1/tasks/{task_id}/assignment", {
    params: { path: { task_id: taskId }, header: proof() },
    body: { officer_id: officerId },
  });
  return answer(call);
}

/** Gives many tasks to one officer; each is checked by itself and answered in order. */
export async function assignTasks(taskIds: string[], officerId: string | null): Promise<Assigned[]> {
  const call = client.POST("/api/admin/v1/tasks/assignments", {
    params: { header: proof() },
    body: { items: taskIds.map((id) => ({ task_id: id, officer_id: officerId })) },
  });
  return (await answer(call)).items;
}
