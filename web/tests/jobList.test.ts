import { describe, expect, it } from "vitest";
import { Trouble } from "../src/api/trouble";
import type { Job } from "../src/api/types";
import { noFilters } from "../src/rooms/jobs/filters";
import { JobList } from "../src/rooms/jobs/JobList";
import { job } from "./jobsFor";

/** A server that answers when it is told to. */
class Server {
  asked: string[] = [];
  private waiting: { answer: (jobs: Job[]) => void; refuse: (reason: unknown) => void }[] = [];

  ask = (query: string): Promise<Job[]> => {
    this.asked.push(query);
    return new Promise((answer, refuse) => this.waiting.push({ answer, refuse }));
  };

  async answers(jobs: Job[]): Promise<void> {
    this.waiting.shift()?.answer(jobs);
    await settled();
  }

  async refuses(reason: unknown): Promise<void> {
    this.waiting.shift()?.refuse(reason);
    await settled();
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const ids = (list: JobList) => list.shown.jobs.map((one) => one.id);
const many = (from: number, count: number) => Array.from({ length: count }, (_, i) => job(String(from - i)));

async function listOf(jobs: Job[], filters = noFilters): Promise<[JobList, Server]> {
  const server = new Server();
  const list = new JobList(server.ask);
  void list.load(filters);
  await server.answers(jobs);
  return [list, server];
}

describe("the list of jobs", () => {
  it("changes rows where they stand, and only counts what is new", async () => {
    const [list] = await listOf([job("3"), job("2"), job("1")]);
    list.take([job("2", { state: "done" }), job("9", { state: "running" })]);
    expect(ids(list)).toEqual(["3", "2", "1"]);
    expect(list.shown.jobs[1]?.state).toBe("done");
    expect(list.shown.fresh).toBe(1);
    list.take([job("9", { state: "done" })]);
    expect(list.shown.fresh).toBe(1);
  });

  it("keeps a row in view that no longer matches, but counts no stranger", async () => {
    const filters = { ...noFilters, state: ["running" as const], queue: "learning" };
    const [list] = await listOf([job("1", { state: "running" })], filters);
    list.take([
      job("1", { state: "done" }),
      job("2", { state: "done" }),
      job("3", { state: "running", queue: "back-chat" }),
      job("4", { state: "running", parent_id: "1" }),
      job("5", { state: "running" }),
    ]);
    expect(ids(list)).toEqual(["1"]);
    expect(list.shown.fresh).toBe(1);
    list.take([job("5", { state: "failed" })]);
    expect(list.shown.fresh).toBe(0);
  });

  it("shows the first ones at once where there was nothing to move", async () => {
    const [list, server] = await listOf([]);
    list.take([job("1")]);
    await server.answers([job("1")]);
    expect(ids(list)).toEqual(["1"]);
    expect(list.shown.fresh).toBe(0);
  });

  it("brings older ones below, by the time of the last one, none twice", async () => {
    const [list, server] = await listOf(many(80, 50));
    expect(list.shown.more).toBe(true);
    const added = list.older();
    expect(server.asked[1]).toContain("before=2026-11-20T10%3A00%3A31.000001Z");
    await server.answers([job("31"), ...many(30, 10)]);
    expect((await added)?.id).toBe("30");
    expect(list.shown.jobs).toHaveLength(60);
    expect(list.shown.more).toBe(false);
  });

  it("does not take for new what belongs below", async () => {
    const [list] = await listOf(many(80, 50));
    list.take([job("10", { state: "running" })]);
    expect(list.shown.fresh).toBe(0);
  });

  it("believes what it was told meanwhile rather than an answer that was on its way", async () => {
    const [list, server] = await listOf([job("1", { state: "running" })]);
    void list.catchUp();
    list.take([job("1", { state: "done" })]);
    await server.answers([job("1", { state: "running" })]);
    expect(list.shown.jobs[0]?.state).toBe("done");
    void list.catchUp();
    await server.answers([job("1", { state: "queued" })]);
    expect(list.shown.jobs[0]?.state).toBe("queued");
  });

  it("takes only the answer to what was asked last", async () => {
    const [list, server] = await listOf([job("1")]);
    void list.load({ ...noFilters, task: "learn" });
    void list.load({ ...noFilters, task: "learning.h" });
    await server.answers([job("2")]);
    expect(ids(list)).toEqual(["1"]);
    await server.answers([job("3")]);
    expect(ids(list)).toEqual(["3"]);
    expect(server.asked.at(-1)).toBe("task=learning.h&limit=50");
  });

  it("keeps what is in view when a look fails, and says so until the next one goes well", async () => {
    const [list, server] = await listOf([job("1")]);
    void list.catchUp();
    await server.refuses(new Trouble("offline", "gone"));
    expect(ids(list)).toEqual(["1"]);
    expect(list.shown.trouble?.code).toBe("offline");
    void list.catchUp();
    await server.answers([job("1")]);
    expect(list.shown.trouble).toBeNull();
  });

  it("fails as a whole only when nothing was there before", async () => {
    const server = new Server();
    const list = new JobList(server.ask);
    void list.load();
    await server.refuses(new Trouble("forbidden", "no"));
    expect(list.shown.phase).toBe("failed");
  });
});
