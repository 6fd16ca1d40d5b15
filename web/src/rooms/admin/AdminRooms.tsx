import { Route, Routes } from "react-router";
import { NotFound } from "../../NotFound";
import { AdminFrame } from "./AdminFrame";
import { ComponentsPage } from "./ComponentsPage";
import { OverviewPage } from "./OverviewPage";
import { SettingsInUsePage } from "./SettingsInUsePage";

export default function AdminRooms() {
  return (
    <Routes>
      <Route element={<AdminFrame />}>
        <Route index element={<OverviewPage />} />
        <Route path="components" element={<ComponentsPage />} />
        <Route path="settings" element={<SettingsInUsePage />} />
      </Route>
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
