import { lazy, type ReactNode, Suspense, useEffect, useRef } from "react";
import { Navigate, Route, Routes, useLocation } from "react-router";
import { line } from "./api/line";
import { queries } from "./api/queries";
import { usePreferences } from "./look/preferences";
import { NotFound } from "./NotFound";
import { useMe } from "./rooms/accounts/me";
import { ChatFrame } from "./rooms/chat/ChatFrame";
import { ChatHome } from "./rooms/chat/ChatHome";
import { ChatRoom } from "./rooms/chat/ChatRoom";
import { Starting } from "./Starting";
import { Toasts } from "./ui/Toast";

const SignInPage = lazy(() => import("./rooms/accounts/SignInPage"));
const SettingsPage = lazy(() => import("./rooms/accounts/SettingsPage"));
const AdminRooms = lazy(() => import("./rooms/admin/AdminRooms"));
const Catalogue = lazy(() => import("./ui/Catalogue"));

export function App() {
  return (
    <>
      <Known>
        <Suspense fallback={<Starting />}>
          <Routes>
            <Route path="/" element={<Navigate to="/chat" replace />} />
            <Route path="/chat" element={<ChatFrame />}>
              <Route index element={<ChatHome />} />
              <Route path=":id" element={<ChatRoom />} />
            </Route>
            <Route path="/sign-in" element={<SignInPage />} />
            <Route path="/settings" element={<SettingsPage />} />
            <Route path="/admin/*" element={<AdminRooms />} />
            <Route path="/ui-catalogue" element={<Catalogue />} />
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </Known>
      <Toasts />
    </>
  );
}

/** The server knows who is here before anything else is asked of it; otherwise a first visit would be two visitors. */
function Known({ children }: { children: ReactNode }) {
  const me = useMe();
  const { language } = usePreferences();
  const id = me.data?.id;
  const { pathname } = useLocation();
  const known = useRef(false);
  useEffect(() => {
    if (id === undefined) return;
    document.documentElement.lang = language;
    line.open();
    // Sentences that came from the server are in the language they were asked for.
    if (known.current) void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "me" });
    known.current = true;
    return () => line.close();
  }, [id, language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page begins at its top
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  if (me.isSuccess) return children;
  return <Starting trouble={me.error} onRetry={() => void me.refetch()} />;
}
