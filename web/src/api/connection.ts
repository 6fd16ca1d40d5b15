import { backOffMs } from "./backOff";
import { Trouble } from "./trouble";
import type { Problem, WsEvents, WsMethods } from "./types";

export type LinkState = "idle" | "connecting" | "open" | "away";
type Method = keyof WsMethods;
type Channel = keyof WsEvents;
type Hear<C extends Channel> = (payload: WsEvents[C], seq: number | null) => void;

interface Wish {
  frame: string;
  again: boolean;
  answer: (data: unknown) => void;
  refuse: (trouble: Trouble) => void;
  timer: ReturnType<typeof setTimeout>;
}

export interface InvokeOptions {
  /** The server knows a repeat by itself, so the wish may wait for, or be repeated on, the next connection. */
  safeToResend?: boolean;
  patienceMs?: number;
}

const patienceMs = 30_000;
const heartbeatMs = 20_000;
const heartbeatPatienceMs = 8_000;

/** One WebSocket: invoke → result, and events. Reconnects by itself and never keeps a wish hanging. */
export class Connection {
  state: LinkState = "idle";
  private socket: WebSocket | null = null;
  private lastId = 0;
  private tries = 0;
  private wishes = new Map<string, Wish>();
  private listeners = new Map<string, Set<Hear<Channel>>>();
  private watchers = new Set<() => void>();
  private reopening: ReturnType<typeof setTimeout> | undefined;
  private heartbeat: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly address: () => string) {}

  /** Connects, or connects anew when the caller or the language has changed. */
  open(): void {
    clearTimeout(this.reopening);
    this.drop();
    this.refuse((wish) => !wish.again);
    this.become("connecting");
    const socket = new WebSocket(this.address());
    this.socket = socket;
    socket.onopen = () => this.socket === socket && this.opened(socket);
    socket.onclose = () => this.socket === socket && this.lost();
    socket.onmessage = (event) => this.socket === socket && this.read(String(event.data));
  }

  close(): void {
    clearTimeout(this.reopening);
    this.drop();
    this.refuse(() => true);
    this.become("idle");
  }

  /** The network or the reader came back: try now instead of waiting for the back-off. */
  hurry(): void {
    if (this.state === "away") {
      this.tries = 0;
      this.open();
    } else if (this.state === "open") {
      void this.beat();
    }
  }

  invoke<M extends Method>(
    method: M,
    params: WsMethods[M]["params"],
    options: InvokeOptions = {},
  ): Promise<WsMethods[M]["result"]> {
    this.lastId += 1;
    const id = String(this.lastId);
    const again = options.safeToResend ?? false;
    return new Promise<WsMethods[M]["result"]>((resolve, reject) => {
      if (this.state !== "open" && !again) {
        reject(new Trouble("closed", "the connection is away"));
        return;
      }
      const timer = setTimeout(() => {
        this.wishes.delete(id);
        reject(new Trouble("timeout", method));
      }, options.patienceMs ?? patienceMs);
      const frame = JSON.stringify({ type: "invoke", id, method, params });
      const answer = (data: unknown) => resolve(data as WsMethods[M]["result"]);
      this.wishes.set(id, { frame, again, answer, refuse: reject, timer });
      if (this.state === "open") this.socket?.send(frame);
    });
  }

  on<C extends Channel>(channel: C, hear: Hear<C>): () => void {
    const hearers = this.listeners.get(channel) ?? new Set<Hear<Channel>>();
    this.listeners.set(channel, hearers);
    hearers.add(hear as Hear<Channel>);
    return () => hearers.delete(hear as Hear<Channel>);
  }

  watch = (tell: () => void): (() => void) => {
    this.watchers.add(tell);
    return () => this.watchers.delete(tell);
  };

  private opened(socket: WebSocket): void {
    this.tries = 0;
    this.become("open");
    for (const wish of this.wishes.values()) socket.send(wish.frame);
    this.heartbeat = setInterval(() => void this.beat(), heartbeatMs);
  }

  private async beat(): Promise<void> {
    const socket = this.socket;
    try {
      await this.invoke("connection.ping", {}, { patienceMs: heartbeatPatienceMs });
    } catch (reason) {
      // A line that died without a word (sleep, a changed network) looks open for minutes.
      if (Trouble.from(reason).code === "timeout" && socket === this.socket) this.lost();
    }
  }

  private lost(): void {
    this.drop();
    this.refuse((wish) => !wish.again);
    this.become("away");
    this.reopening = setTimeout(() => this.open(), backOffMs(this.tries));
    this.tries += 1;
  }

  private drop(): void {
    clearInterval(this.heartbeat);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private refuse(which: (wish: Wish) => boolean): void {
    for (const [id, wish] of [...this.wishes]) {
      if (!which(wish)) continue;
      clearTimeout(wish.timer);
      this.wishes.delete(id);
      wish.refuse(new Trouble("closed", "the connection was lost"));
    }
  }

  private read(text: string): void {
    const frame = JSON.parse(text) as
      | { type: "result"; id: string; ok: boolean; data?: unknown; error?: Problem }
      | { type: "event"; channel: string; seq?: number | null; payload: never };
    if (frame.type === "event") {
      for (const hear of [...(this.listeners.get(frame.channel) ?? [])])
        hear(frame.payload, frame.seq ?? null);
      return;
    }
    const wish = this.wishes.get(String(frame.id));
    if (!wish) return;
    clearTimeout(wish.timer);
    this.wishes.delete(String(frame.id));
    if (frame.ok) wish.answer(frame.data);
    else wish.refuse(frame.error ? Trouble.of(frame.error) : new Trouble("unexpected", "no reason given"));
  }

  private become(state: LinkState): void {
    if (this.state === state) return;
    this.state = state;
    for (const tell of [...this.watchers]) tell();
  }
}
