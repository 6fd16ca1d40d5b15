import { Route, Routes } from "react-router";
import { NotFound } from "../../NotFound";
import { ComparePage } from "../evaluation/ComparePage";
import { RunPage } from "../evaluation/RunPage";
import { SetPage } from "../evaluation/SetPage";
import { SetsPage } from "../evaluation/SetsPage";
import { JobPage } from "../jobs/JobPage";
import { JobsPage } from "../jobs/JobsPage";
import { QueuesPage } from "../jobs/QueuesPage";
import { SchedulesPage } from "../jobs/SchedulesPage";
import { AddSourcePage } from "../learning/AddSourcePage";
import { EditSourcePage } from "../learning/EditSourcePage";
import { FreshnessPage } from "../learning/found/FreshnessPage";
import { QuestionsPage } from "../learning/found/QuestionsPage";
import { RepeatsPage } from "../learning/found/RepeatsPage";
import { TermsPage } from "../learning/found/TermsPage";
import { SourceFrame } from "../learning/SourceFrame";
import { SourcePage } from "../learning/SourcePage";
import { SourcesPage } from "../learning/SourcesPage";
import { PrivacyPage } from "../privacy/PrivacyPage";
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
        <Route path="sources" element={<SourcesPage />} />
        <Route path="sources/new" element={<AddSourcePage />} />
        <Route path="sources/:id" element={<SourceFrame />}>
          <Route index element={<SourcePage />} />
          <Route path="questions" element={<QuestionsPage />} />
          <Route path="terms" element={<TermsPage />} />
          <Route path="freshness" element={<FreshnessPage />} />
          <Route path="repeats" element={<RepeatsPage />} />
        </Route>
        <Route path="sources/:id/settings" element={<EditSourcePage />} />
        <Route path="evaluation" element={<SetsPage />} />
        <Route path="evaluation/sets/:id" element={<SetPage />} />
        <Route path="evaluation/runs/:id" element={<RunPage />} />
        <Route path="evaluation/runs/:id/against/:other" element={<ComparePage />} />
        <Route path="jobs" element={<JobsPage />} />
        <Route path="jobs/:id" element={<JobPage />} />
        <Route path="queues" element={<QueuesPage />} />
        <Route path="schedules" element={<SchedulesPage />} />
        <Route path="privacy" element={<PrivacyPage />} />
        <Route path="settings" element={<SettingsInUsePage />} />
      </Route>
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
