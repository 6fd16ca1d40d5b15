import "./catalogue.css";
import { type ReactNode, useState } from "react";
import { useWords } from "../words/words";
import { AreaField } from "./AreaField";
import { Banner } from "./Banner";
import { Brand } from "./Brand";
import { Button } from "./Button";
import { Chips } from "./Chips";
import { Choice } from "./Choice";
import { ConfirmDialog } from "./ConfirmDialog";
import { CopyButton } from "./CopyButton";
import { EmptyState } from "./EmptyState";
import { Field } from "./Field";
import { IconButton } from "./IconButton";
import { Cell, Ledger, LedgerRow } from "./Ledger";
import { Menu } from "./Menu";
import { Meter } from "./Meter";
import { PasswordField } from "./PasswordField";
import { Progress } from "./Progress";
import { SelectField } from "./SelectField";
import { Switch } from "./Switch";
import { Tag } from "./Tag";
import { toast } from "./Toast";
import { useTitle } from "./useTitle";
import { Waiting } from "./Waiting";

/** /ui-catalogue: every component of the library in its states, with the words the product really uses. */
export default function Catalogue() {
  const t = useWords();
  useTitle(t("catalogue"));
  return (
    <div className="catalogue">
      <header className="top-bar">
        <Brand />
      </header>
      <main id="main">
        <h1>{t("catalogue")}</h1>
        <Buttons />
        <Fields />
        <Shelf name="Tag">
          <Tag>{t("state.off")}</Tag>
          <Tag tone="moss">{t("state.running")}</Tag>
          <Tag tone="amber">{t("state.degraded")}</Tag>
          <Tag tone="red">{t("state.missing")}</Tag>
          <Tag tone="indigo" icon="play">
            {t("job.running")}
          </Tag>
          <Tag tone="amber" icon="ask">
            {t("job.asking")}
          </Tag>
        </Shelf>
        <Shelf name="Meter">
          <Meter label={t("ask.length")} value={12_000} max={32_000} />
          <Meter label={t("ask.length")} value={32_000} max={32_000} tone="red" />
        </Shelf>
        <Shelf name="Progress" stacked>
          <Progress label={t("job.progress")} done={128} total={409} />
          <Progress label={t("job.progress")} done={2} total={5} tone="quiet" />
        </Shelf>
        <Rows />
        <Shelf name="Banner" stacked>
          <Banner tone="info" title={t("look.title")}>
            {t("look.says")}
          </Banner>
          <Banner tone="done" title={t("overview.well.title")}>
            {t("overview.well.says", { n: 6 })}
          </Banner>
          <Banner tone="wait" title={t("notice.away.title")}>
            {t("notice.away.says")}
          </Banner>
          <Banner tone="trouble" title={t("trouble.timeout.title")} action={<Button>{t("again")}</Button>}>
            {t("trouble.timeout.says")}
          </Banner>
        </Shelf>
        <Shelf name="EmptyState" stacked>
          <EmptyState title={t("chat.notFound.title")} action={<Button>{t("chat.new")}</Button>}>
            <p>{t("chat.notFound.says")}</p>
          </EmptyState>
        </Shelf>
        <Shelf name="Waiting" stacked>
          <Waiting says={t("chat.loading")} />
        </Shelf>
      </main>
    </div>
  );
}

function Buttons() {
  const t = useWords();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Shelf name="Button">
        <Button look="primary">{t("ask.send")}</Button>
        <Button>{t("ask.stop")}</Button>
        <Button look="danger">{t("delete")}</Button>
        <Button look="link">{t("again")}</Button>
        <Button look="primary" disabled>
          {t("ask.send")}
        </Button>
        <IconButton icon="list" label={t("sessions.open")} />
        <CopyButton text="Madoguchi" said={t("copied.answer")} />
      </Shelf>
      <Shelf name="Dialog, Menu, Toast">
        <Button onClick={() => setAsking(true)}>{t("delete")}</Button>
        <Menu
          label={t("session.menu", { title: "Madoguchi" })}
          items={[{ label: t("rename"), act: () => undefined }]}
        />
        <Button onClick={() => toast(t("copied.answer"))}>{t("copy")}</Button>
      </Shelf>
      {asking && (
        <ConfirmDialog
          title={t("delete.title")}
          says={t("delete.says", { title: "Madoguchi" })}
          act={t("delete.act")}
          onAct={async () => toast(t("delete.done"))}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function Rows() {
  const t = useWords();
  return (
    <Shelf name="Ledger" stacked>
      <Ledger
        label={t("admin.jobs")}
        look="example"
        columns={[{ label: t("jobs.what") }, { label: t("jobs.state") }]}
      >
        {(["moss", "red"] as const).map((tone) => (
          <LedgerRow key={tone} tone={tone}>
            <Cell name="what" head>
              <b>learning.handbook</b>
            </Cell>
            <Cell name="state" label={t("jobs.state")}>
              <Tag tone={tone}>{t(tone === "moss" ? "job.done" : "job.failed")}</Tag>
            </Cell>
          </LedgerRow>
        ))}
      </Ledger>
    </Shelf>
  );
}

function Fields() {
  const t = useWords();
  const [chosen, setChosen] = useState<("done" | "failed")[]>(["failed"]);
  const [size, setSize] = useState<"normal" | "large">("normal");
  const [on, setOn] = useState(true);
  return (
    <Shelf name="Field, SelectField, AreaField, Choice, Chips, Switch" stacked>
      <Field label={t("keys.api.name")} hint={t("keys.api.name.hint")} />
      <Field label={t("signIn.name")} error={t("signIn.wrong.title")} />
      <PasswordField label={t("signIn.password")} autoComplete="off" />
      <Choice
        legend={t("look.size")}
        value={size}
        onChoose={setSize}
        options={[
          { value: "normal", label: t("look.size.normal") },
          { value: "large", label: t("look.size.large") },
        ]}
      />
      <SelectField label={t("jobs.queue")} options={[{ value: "", label: t("jobs.filter.everyQueue") }]} />
      <AreaField label={t("answer.text")} rows={2} error={t("json.bad")} />
      <Chips
        legend={t("jobs.filter.state")}
        chosen={chosen}
        onChoose={setChosen}
        options={[
          { value: "done", label: t("job.done") },
          { value: "failed", label: t("job.failed") },
        ]}
      />
      <Switch label={t("look.keys")} hint={t("look.keys.says")} on={on} onChange={setOn} />
    </Shelf>
  );
}

function Shelf({
  name,
  stacked = false,
  children,
}: {
  name: string;
  stacked?: boolean;
  children: ReactNode;
}) {
  return (
    <section className="shelf">
      <h2>{name}</h2>
      <div className={stacked ? "shelf-stack" : "row"}>{children}</div>
    </section>
  );
}
