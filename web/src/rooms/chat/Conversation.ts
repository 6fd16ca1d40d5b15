import { line } from "../../api/line";
import { patience, queries } from "../../api/queries";
import { get, patch, path } from "../../api/rest";
import { Trouble } from "../../api/trouble";
import type { AsIs, Message, Sent, SessionDetail, SessionSummary } from "../../api/types";
import { preferredAnswers } from "../../look/preferences";
import { titleFrom } from "./branch";
import { ConversationView } from "./ConversationView";
import { keepUnsent, type Unsent, unsentOf } from "./drafts";
import { newId } from "./newId";
import { detailKey } from "./sessions";

const startedWithinMs = 2000;

/** One chat on one screen: what the reader may do with it. What comes in is ConversationView's. */
export class Conversation extends ConversationView {
  private inView = false;

  /** Loads the chat and listens; returns how to stop listening. */
  open(): () => void {
    const stops = [...this.listen(), line.watch(() => line.state === "open" && this.reconnected())];
    this.inView = true;
    void this.load();
    return () => {
      this.inView = false;
      for (const stop of stops) stop();
    };
  }

  async load(): Promise<void> {
    const queryKey = detailKey(this.sessionId);
    const fresh = queries.getQueryData<SessionDetail>(queryKey);
    queries.removeQueries({ queryKey });
    if (fresh) return this.showDetail(fresh);
    try {
      // Through the cache's own patience: what may pass is asked again before it is shown as trouble.
      const queryFn = () => get<SessionDetail>(path`/api/sessions/${this.sessionId}`);
      const query = { queryKey, queryFn, staleTime: 0, gcTime: 0 };
      this.showDetail(await queries.fetchQuery({ ...query, retry: patience }));
    } catch (reason) {
      // What is already on the screen stays there: a failed refresh takes nothing away.
      if (this.shown.phase !== "ready") this.show({ phase: "failed", trouble: Trouble.from(reason) });
    }
  }

  /** Sends a question; false when it did not arrive and the text must go back into the field. */
  async ask(text: string, replaces: string | null = null): Promise<boolean> {
    const unsent = this.sameAsUnsent(text, replaces) ?? { text, replaces, requestId: newId() };
    keepUnsent(this.sessionId, unsent);
    this.show({ asking: { ...unsent, retries: null }, notice: null });
    try {
      const wish = {
        session_id: this.sessionId,
        user_input: text,
        replaces,
        request_id: unsent.requestId,
        language: preferredAnswers(),
      };
      const sent = await line.invoke("chat.send", wish, { safeToResend: true });
      keepUnsent(this.sessionId, null);
      this.expect(sent);
      return true;
    } catch (reason) {
      this.show({ asking: null, notice: Trouble.from(reason) });
      return false;
    }
  }

  async retry(answer: Message): Promise<void> {
    this.show({ asking: { text: "", replaces: null, requestId: "", retries: answer.id }, notice: null });
    try {
      this.expect(await line.invoke("chat.retry", { message_id: answer.id, language: preferredAnswers() }));
    } catch (reason) {
      this.show({ asking: null, notice: Trouble.from(reason) });
    }
  }

  async stop(): Promise<void> {
    this.stopWanted = true;
    const live = this.shown.live;
    if (live) await this.stopStream(live.streamId);
  }

  async switchTo(messageId: string): Promise<void> {
    try {
      const body = { message_id: messageId };
      this.showDetail(await patch<SessionDetail>(path`/api/sessions/${this.sessionId}/head`, body));
    } catch (reason) {
      this.show({ notice: Trouble.from(reason) });
    }
  }

  /** Lets the model read a value as it is, or hides it again; tells whether that was done. */
  async choose(placeholder: string, asIs: boolean): Promise<boolean> {
    try {
      const body = { placeholder, as_is: asIs };
      this.chosen(await patch<AsIs>(path`/api/sessions/${this.sessionId}/as-is`, body));
      return true;
    } catch (reason) {
      this.show({ notice: Trouble.from(reason) });
      return false;
    }
  }

  dismiss(): void {
    this.show({ notice: null });
  }

  protected override async nameYourself(): Promise<void> {
    const first = this.shown.messages.find((message) => message.role === "user");
    const title = titleFrom(first?.content ?? "");
    if (title === "") return;
    try {
      const named = await patch<SessionSummary>(path`/api/sessions/${this.sessionId}/title`, { title });
      this.show({ title: named.title });
    } catch {
      // A chat without a title is only a little harder to find; the next answer tries again.
    }
  }

  /** The first event follows the result at once; when it does not, the stream is asked for. */
  private expect(sent: Sent): void {
    this.askedHere = true;
    if (this.stopWanted) void this.stopStream(sent.stream_id);
    setTimeout(() => {
      const seen = this.shown.live?.streamId === sent.stream_id || this.ended.has(sent.stream_id);
      if (!seen && this.inView) this.follow(sent.stream_id, sent.message_id);
    }, startedWithinMs);
  }

  private async stopStream(streamId: string): Promise<void> {
    try {
      await line.invoke("chat.stop", { stream_id: streamId });
    } catch (reason) {
      this.stopWanted = false;
      this.show({ notice: Trouble.from(reason) });
    }
  }

  /** The same words sent again keep their number, so that the server does not take them for a second question. */
  private sameAsUnsent(text: string, replaces: string | null): Unsent | null {
    const unsent = unsentOf(this.sessionId);
    return unsent && unsent.text === text && unsent.replaces === replaces ? unsent : null;
  }
}
