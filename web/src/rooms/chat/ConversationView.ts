import { line } from "../../api/line";
import { Trouble } from "../../api/trouble";
import type { AsIs, Message, SessionDetail, WsEvents } from "../../api/types";
import { upTo, withMessage } from "./branch";
import { keepUnsent, type Unsent, unsentOf } from "./drafts";
import { LiveAnswer } from "./LiveAnswer";

export interface Asking extends Unsent {
  /** The answer that is being asked for once more, if that is what it is. */
  retries: string | null;
}

export interface Shown {
  phase: "loading" | "ready" | "failed" | "deleted";
  trouble: Trouble | null;
  title: string | null;
  /** The language that answers are pinned to. */
  pinned: string | null;
  messages: readonly Message[];
  /** Placeholders whose values the reader lets go to the model as they are. */
  asIs: readonly string[];
  asking: Asking | null;
  live: LiveAnswer | null;
  stopping: boolean;
  notice: Trouble | null;
  /** The answer that ended last while it was in view. */
  finished: Message | null;
}

const nothing: Shown = {
  phase: "loading",
  trouble: null,
  title: null,
  pinned: null,
  messages: [],
  asIs: [],
  asking: null,
  live: null,
  stopping: false,
  notice: null,
  finished: null,
};
const pauseBeforeAskingAgainMs = 2000;

/** What is shown of one chat, kept in step with the events of every tab. */
export abstract class ConversationView {
  shown: Shown = nothing;
  protected ended = new Set<string>();
  protected askedHere = false;
  private wantsStop = false;
  private watchers = new Set<() => void>();

  constructor(readonly sessionId: string) {}

  watch = (tell: () => void): (() => void) => {
    this.watchers.add(tell);
    return () => this.watchers.delete(tell);
  };

  abstract load(): Promise<void>;
  protected abstract nameYourself(): Promise<void>;

  protected set stopWanted(wanted: boolean) {
    this.wantsStop = wanted;
    this.show({ stopping: wanted });
  }

  protected get stopWanted(): boolean {
    return this.wantsStop;
  }

  protected show(change: Partial<Shown>): void {
    this.shown = { ...this.shown, ...change };
    for (const tell of [...this.watchers]) tell();
  }

  protected listen(): (() => void)[] {
    return [
      line.on("chat.started", (payload, seq) => this.started(payload, seq)),
      line.on("chat.chunk", (payload, seq) =>
        this.take(payload.stream_id, seq, (live) => live.addText(payload.text)),
      ),
      line.on("chat.citations", (payload, seq) =>
        this.take(payload.stream_id, seq, (live) => live.addCitations(payload.citations)),
      ),
      line.on("chat.end", (payload) => this.finish(payload.stream_id, payload.message, payload.title)),
      line.on("chat.error", (payload) => this.finish(payload.stream_id, payload.answer, this.shown.title)),
      line.on("chat.as_is", (payload) => this.chosen(payload)),
      line.on("sessions.changed", (payload) => this.changed(payload)),
      line.on("connection.missed", () => void this.load()),
    ];
  }

  protected showDetail(detail: SessionDetail): void {
    const running = detail.running;
    const messages = detail.messages.filter((message) => message.id !== running?.message_id);
    const pinned = detail.pinned_language ?? null;
    const asIs = detail.as_is ?? [];
    this.show({ phase: "ready", trouble: null, title: detail.title, pinned, messages, asIs });
    if (running) this.follow(running.stream_id, running.message_id);
    else if (this.shown.live) this.show({ live: null });
  }

  protected chosen(now: AsIs): void {
    if (now.session_id === this.sessionId) this.show({ asIs: now.as_is });
  }

  /** Reads a running answer from its beginning, or goes on reading the one in view. */
  protected follow(streamId: string, messageId: string): void {
    if (this.shown.live?.streamId !== streamId)
      this.show({ live: new LiveAnswer(streamId, messageId), asking: null });
    void this.resume();
  }

  protected reconnected(): void {
    if (this.shown.live) void this.resume();
    else if (this.shown.phase !== "loading") void this.load();
  }

  private async resume(): Promise<void> {
    const live = this.shown.live;
    if (!live) return;
    try {
      await line.invoke("chat.resume", { stream_id: live.streamId, after: live.lastSeq });
    } catch (reason) {
      const code = Trouble.from(reason).code;
      if (code === "closed") return; // the next connection resumes by itself
      if (code === "timeout") setTimeout(() => void this.resume(), pauseBeforeAskingAgainMs);
      else {
        this.show({ live: null });
        await this.load();
      }
    }
  }

  private started(payload: WsEvents["chat.started"], seq: number | null): void {
    if (payload.session_id !== this.sessionId || this.ended.has(payload.stream_id)) return;
    const question = payload.user_message;
    const messages = question
      ? withMessage(this.shown.messages, question)
      : upTo(this.shown.messages, payload.parent_id);
    if (payload.request_id && payload.request_id === unsentOf(this.sessionId)?.requestId) {
      keepUnsent(this.sessionId, null);
    }
    if (this.shown.live?.streamId === payload.stream_id) {
      this.shown.live.accept(seq);
      if (messages) this.show({ messages });
      return;
    }
    const live = new LiveAnswer(payload.stream_id, payload.message_id);
    live.accept(seq);
    this.show({ live, asking: null, notice: null, messages: messages ?? this.shown.messages });
    // Another tab went on in a branch that is not in view here.
    if (!messages) void this.load();
  }

  private take(streamId: string, seq: number | null, add: (live: LiveAnswer) => void): void {
    const live = this.shown.live;
    if (live?.streamId !== streamId) return;
    const order = live.accept(seq);
    if (order === "next") add(live);
    else if (order === "gap") void this.resume();
  }

  private finish(streamId: string, answer: Message, title: string | null): void {
    if (answer.session_id !== this.sessionId || this.ended.has(streamId)) return;
    this.ended.add(streamId);
    this.wantsStop = false;
    const messages = withMessage(this.shown.messages, answer);
    const mine = this.shown.live?.streamId === streamId;
    this.show({
      messages: messages ?? this.shown.messages,
      live: mine ? null : this.shown.live,
      asking: mine ? null : this.shown.asking,
      stopping: false,
      title: title ?? this.shown.title,
      finished: answer,
    });
    if (!messages) void this.load();
    if (this.shown.title === null && this.askedHere) void this.nameYourself();
  }

  private changed(payload: WsEvents["sessions.changed"]): void {
    if (payload.session_id !== this.sessionId) return;
    if (payload.change === "deleted") this.show({ phase: "deleted", live: null });
    else if (payload.session) {
      this.show({ title: payload.session.title, pinned: payload.session.pinned_language ?? null });
    }
  }
}
