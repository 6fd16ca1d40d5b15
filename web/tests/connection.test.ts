import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { backOffMs } from "../src/api/backOff";
import { Connection } from "../src/api/connection";
import { FakeSocket } from "./FakeSocket";

let line: Connection;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  FakeSocket.all = [];
  line = new Connection(() => "ws://test/ws");
});

afterEach(() => {
  line.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function openLine(): FakeSocket {
  line.open();
  FakeSocket.last.opens();
  return FakeSocket.last;
}

it("brings a result to who asked for it", async () => {
  const socket = openLine();
  const asked = line.invoke("connection.ping", {});
  socket.answers({ at: "now" });
  await expect(asked).resolves.toEqual({ at: "now" });
});

it("brings a refusal as a Trouble with the server's code and sentence", async () => {
  const socket = openLine();
  const asked = line.invoke("chat.stop", { stream_id: "s" });
  const error = { code: "not_found", message: "ありません", status: 404, trace_id: "t", details: {} };
  socket.says({ type: "result", id: socket.sent[0]?.id, ok: false, error });
  await expect(asked).rejects.toMatchObject({ code: "not_found", message: "ありません", traceId: "t" });
});

it("gives up with a code of its own when no result comes", async () => {
  openLine();
  const asked = expect(line.invoke("connection.ping", {}, { patienceMs: 100 })).rejects.toMatchObject({
    code: "timeout",
  });
  await vi.advanceTimersByTimeAsync(100);
  await asked;
});

it("refuses at once what may not be repeated while the line is away", async () => {
  await expect(line.invoke("chat.stop", { stream_id: "s" })).rejects.toMatchObject({ code: "closed" });
});

it("loses nothing silently: what is under way is refused, what is safe is sent again", async () => {
  const first = openLine();
  const stop = expect(line.invoke("chat.stop", { stream_id: "s" })).rejects.toMatchObject({ code: "closed" });
  const send = line.invoke("chat.send", { user_input: "問", request_id: "r" }, { safeToResend: true });
  first.breaks();
  await stop;
  expect(line.state).toBe("away");
  await vi.advanceTimersByTimeAsync(300);
  const second = FakeSocket.last;
  expect(second).not.toBe(first);
  second.opens();
  expect(second.sent.map((frame) => frame.method)).toEqual(["chat.send"]);
  second.answers({ stream_id: "x" });
  await expect(send).resolves.toEqual({ stream_id: "x" });
});

it("notices a line that died without a word", async () => {
  const first = openLine();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(first.sent.at(-1)?.method).toBe("connection.ping");
  await vi.advanceTimersByTimeAsync(8_000);
  expect(first.closed).toBe(true);
  expect(line.state).toBe("away");
});

it("connects at once when the network comes back", async () => {
  openLine().breaks();
  line.hurry();
  expect(FakeSocket.all).toHaveLength(2);
});

it("ignores a socket it has given up", () => {
  const first = openLine();
  line.open();
  FakeSocket.last.opens();
  first.breaks();
  expect(line.state).toBe("open");
});

it("tells events with their number", () => {
  const socket = openLine();
  const heard: unknown[] = [];
  const stop = line.on("chat.chunk", (payload, seq) => heard.push([payload.text, seq]));
  socket.says({ type: "event", channel: "chat.chunk", seq: 2, payload: { stream_id: "s", text: "あ" } });
  stop();
  socket.says({ type: "event", channel: "chat.chunk", seq: 3, payload: { stream_id: "s", text: "い" } });
  expect(heard).toEqual([["あ", 2]]);
});

it("backs off up to fifteen seconds, never all at the same moment", () => {
  expect(backOffMs(0, () => 1)).toBe(250);
  expect(backOffMs(3, () => 1)).toBe(2000);
  expect(backOffMs(20, () => 1)).toBe(15_000);
  expect(backOffMs(20, () => 0.5)).toBe(7500);
  expect(backOffMs(20, () => 0)).toBe(250);
});
