import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { get } from "../../api/rest";
import type { SettingsInUse } from "../../api/types";
import { upload } from "../../api/upload";
import { may, useMe } from "../accounts/me";
import { Uploads } from "./Uploads";

const mib = 2 ** 20;

export function useUploads() {
  const [uploads] = useState(() => new Uploads(upload));
  const shown = useSyncExternalStore(uploads.watch, () => uploads.shown);
  useEffect(() => () => uploads.stop(), [uploads]);
  return { uploads, shown };
}

/** How large a file may be, for those who may know it; the server says so to everybody else. */
export function useMostBytes(): number | null {
  const me = useMe().data;
  const found = useQuery({
    queryKey: ["settings"],
    queryFn: () => get<SettingsInUse>("/api/settings"),
    enabled: may(me, "settings.read"),
  });
  const files = found.data?.values.files as { max_mib?: unknown } | undefined;
  return typeof files?.max_mib === "number" ? files.max_mib * mib : null;
}
