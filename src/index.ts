/**
 * The library is the pipeline of the program. `planRun` and `applyRun` do what `reconcile plan` and `reconcile apply`
 * do; `readState`, `askPublishers`, `connectAll`, `lookAt`, `sourcesToLookAt`, `learnFacts`, `planTarget` and `applyPlan`
 * are their stages, in this order. `Glance` is a client of the Images API v2 that works on its own. Every export keeps
 * its shape within a major version. examples/library.ts shows a whole run.
 */
export { applyPlan } from './apply/apply-plan.ts';
export type { ApplyOptions as ApplyPlanOptions, CheckHost } from './apply/context.ts';
export type { CallOptions } from './glance/call.ts';
export { Glance } from './glance/client.ts';
export type { Download, UploadOptions } from './glance/data.ts';
export type { ImageFilter, Sort, SortKey, TimeFilter } from './glance/filter.ts';
export type { ImportRequest, WaitOptions } from './glance/imports.ts';
export { type ObserveLimits, type ObserveRequest, observe } from './glance/observe.ts';
export type { Store, StoreDetail } from './glance/stores.ts';
export type { Task, TaskFilter } from './glance/tasks.ts';
export { type Patience, StalledError } from './glance/watch.ts';
export type { CloudReference, IdentityReference, Target } from './model/cloud.ts';
export {
  type BackupPolicy,
  type Check,
  DEFAULT_BACKUP_NAME,
  type Desired,
  type DesiredImage,
  type ImageList,
  type Limit,
  NO_PUBLISHERS,
  type Publishers,
  publishersOf,
  type RunSettings,
  type StatedImage,
  type StateFile,
} from './model/desired.ts';
export { ALGORITHMS, type Algorithm, type Digests } from './model/digest.ts';
export {
  AuthError,
  CheckError,
  ConfigError,
  ConnectionError,
  EndpointError,
  EXIT,
  HttpError,
  InterruptedError,
  LocalCheckError,
  PlanFileError,
  ReconcileError,
  SourceError,
  StaleError,
  StateError,
  type StateFault,
  UnresolvedError,
  UsageError,
  VerificationError,
} from './model/errors.ts';
export type { ApplyEvent, EventSink } from './model/event.ts';
export {
  exitCodeOfPlan,
  exitCodeOfRehearsal,
  exitCodeOfReport,
  hasChanges,
  isBlocked,
} from './model/exit-code.ts';
export {
  CONTAINER_FORMATS,
  type ContainerFormat,
  DISK_FORMATS,
  type DiskFormat,
  IMAGE_STATUSES,
  type Image,
  type ImageAttributes,
  type ImageStatus,
  MEMBER_STATUSES,
  type Member,
  type MemberStatus,
  type PatchOperation,
  VISIBILITIES,
  type Visibility,
} from './model/image.ts';
export { MARKER, MARKER_PREFIX, type Role, SDK_DIGEST, type Validators } from './model/marker.ts';
export {
  type Features,
  type Observed,
  type Project,
  projectKey,
  type SourceFacts,
} from './model/observed.ts';
export {
  ACTIONS,
  type Action,
  type Basis,
  type Blocker,
  type Change,
  type FieldChange,
  type FieldValue,
  type Held,
  type MadeWith,
  PLAN_FORMAT_VERSION,
  type Plan,
  type PlannedContent,
  type Summary,
} from './model/plan.ts';
export type { Position } from './model/position.ts';
export type { ProjectReference } from './model/project-reference.ts';
export type { ChangeResult, Outcome, Report, ReportedError } from './model/report.ts';
export type { Folders, Log, RunContext } from './model/run-context.ts';
export { Secrets } from './model/secrets.ts';
export type { FileSource, HttpSource, SourceAuth, SourceReference } from './model/source/source.ts';
export type { Step } from './model/step.ts';
export type {
  AskedList,
  PublisherId,
  Reserves,
  SkippedEntry,
  Unresolved,
} from './model/unresolved.ts';
export { type Connection, type ConnectOptions, connect } from './openstack/connect.ts';
export type { ServiceClient, ServiceRequest, ServiceResponse } from './openstack/service.ts';
export { joinPlans } from './plan/join-plans.ts';
export {
  type Lookups,
  lookupsFor,
  projectReferences,
  type SourceLookup,
  sourcesToLookAt,
} from './plan/lookups.ts';
export { makePlan, type PlanInput } from './plan/make-plan.ts';
export { EVERYTHING, type Selection } from './plan/selection.ts';
export { formatFaults } from './report/format-errors.ts';
export { planToJson, reportToJson } from './report/json.ts';
export type { ColourLevel } from './report/paint.ts';
export { drawPlan, drawReport, type TextOptions } from './report/text.ts';
export { applyRun } from './run/apply-run.ts';
export { connectAll, type RunTarget } from './run/connect.ts';
export { createContext } from './run/context.ts';
export { type Locks, openLocks } from './run/lock/lock.ts';
export { lookAt, planTarget } from './run/look-at.ts';
export {
  type ApplyOptions,
  type CacheOptions,
  type CloudOptions,
  DEFAULT_OPTIONS,
  type LockOptions,
  type StateOptions,
  type TrustOptions,
} from './run/options.ts';
export { loadPlan, savePlan } from './run/plan-file.ts';
export { type OnTarget, type PlannedRun, type Planner, type PlanOptions, planRun } from './run/plan-run.ts';
export { type Asked, askPublishers, explainPublishers } from './run/publishers.ts';
export { readState } from './run/read-state.ts';
export { type VerifyOptions, verifyRun } from './run/rehearsal/verify-run.ts';
export { savedRun } from './run/saved-run.ts';
export { type OtherGlances, otherGlances } from './run/sources/other-glances.ts';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox/server.ts';
export { learnFacts } from './source/facts.ts';
export type { SourceOptions } from './source/source.ts';
export { type LoadOptions, loadState } from './state/load.ts';
