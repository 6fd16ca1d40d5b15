import { useMatch, useNavigate } from "react-router";
import type { SessionSummary } from "../../api/types";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { toast } from "../../ui/Toast";
import { useWords } from "../../words/words";
import { useDeleteSession } from "./sessions";

export default function DeleteDialog({ session, onClose }: { session: SessionSummary; onClose: () => void }) {
  const t = useWords();
  const remove = useDeleteSession();
  const navigate = useNavigate();
  const inView = useMatch("/chat/:id")?.params.id === session.id;
  const act = async () => {
    await remove.mutateAsync(session.id);
    toast(t("delete.done"));
    if (inView) await navigate("/chat", { replace: true });
  };
  return (
    <ConfirmDialog
      title={t("delete.title")}
      says={t("delete.says", { title: session.title ?? t("chat.untitled") })}
      act={t("delete.act")}
      onAct={act}
      onClose={onClose}
    />
  );
}
