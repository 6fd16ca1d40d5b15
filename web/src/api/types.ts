/** The shapes that travel between the browser and the server, under the names the screens use. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type ApiKey = Schemas["ApiKey"];
export type AsIs = Schemas["AsIs"];
export type Citation = Schemas["Citation"];
export type CitationStanding = Schemas["CitationStanding"];
export type ComponentState = Schemas["Component"];
export type Document = Schemas["Item"];
export type Documents = Schemas["Items"];
export type GuardLevel = Required<Schemas["Level"]>;
export type GuardState = Schemas["GuardState"];
export type HiddenCount = Schemas["DayCount"];
export type HiddenItem = Schemas["HiddenItem"];
export type Job = Schemas["Job"];
export type JobAnswer = Schemas["Answer"];
export type JobLog = Schemas["JobLog"];
export type JobQuestion = Schemas["JobQuestion"];
export type JobTree = Schemas["JobTree"];
export type LearningRun = Schemas["LearningRun"];
export type AskedQuestion = Schemas["AskedQuestion"];
export type AskedQuestions = Schemas["AskedQuestions"];
export type Comparison = Schemas["Comparison"];
export type EvaluationFigures = Schemas["Figures"];
export type EvaluationRun = Schemas["EvaluationRun"];
export type EvaluationWish = Schemas["NewRun"];
export type ExpectedPage = Schemas["Expected"];
export type LogLine = Schemas["LogLine"];
export type FreshnessReport = Schemas["FreshnessReport"];
export type Me = Schemas["Me"];
export type Message = Schemas["Message"];
export type NewApiKey = Schemas["MadeKey"];
export type NewOwnRule = Schemas["NewRule"];
export type NewSchedule = Schemas["NewSchedule"];
export type KnownReader = Schemas["KnownReader"];
export type NewSource = Schemas["NewSource"];
export type OwnRule = Schemas["Rule"];
export type Original = Schemas["Original"];
export type Pair = Schemas["StoredPair"];
export type Passage = Schemas["Passage"];
export type Problem = Schemas["Problem"];
export type PublicSettings = Schemas["PublicSettings"];
export type QuestionSet = Schemas["QuestionSet"];
export type Queue = Schemas["Queue"];
export type Repetition = Schemas["Repetition"];
export type RuleTrial = Schemas["Trial"];
export type Schedule = Schemas["Schedule"];
export type ScheduleChange = Schemas["ScheduleChange"];
export type Sent = Schemas["Started"];
export type SessionDetail = Schemas["SessionDetail"];
export type SessionSummary = Schemas["SessionSummary"];
export type SettingsInUse = Schemas["SettingsInForce"];
export type Sighting = Schemas["Sighting"];
export type SiteContact = Schemas["Contact"];
export type Source = Schemas["Source"];
export type SourceChange = Schemas["SourceChange"];
export type SourceModule = Schemas["SourceModule"];
export type SourceOptions = Schemas["Options"];
export type StepFigures = Schemas["StepFigures"];
export type TaskInfo = Schemas["TaskInfo"];
export type Term = Schemas["Term"];
export type Ticked = Schemas["Ticked"];
export type Tried = Schemas["Tried"];
export type UploadedFile = Schemas["File"];
export type VaultLook = Schemas["Look"];
export type Why = Schemas["Why"];

type Nullable<P> = { [K in keyof P as null extends P[K] ? K : never]?: P[K] };
type Needed<P> = { [K in keyof P as null extends P[K] ? never : K]: P[K] };
type Methods = Schemas["WsMethods"];

/** In a request, what may be null may be left out as well. */
export type WsMethods = {
  [M in keyof Methods]: {
    params: Needed<Methods[M]["params"]> & Nullable<Methods[M]["params"]>;
    result: Methods[M]["result"];
  };
};
export type WsEvents = Schemas["WsEvents"] & {
  /** The connection itself says that it had to leave some news out. */
  "connection.missed": Record<string, never>;
};
