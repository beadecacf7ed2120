/**
 * The library behind the program: the Images API v2 client on its own, and every part of planning and applying.
 * What is exported here keeps its shape within a major version.
 */
export { applyPlan } from './apply/apply-plan.ts';
export type { ApplyOptions, CheckHost } from './apply/context.ts';
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
  type Limit,
  type ProjectReference,
  type RunSettings,
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
  PLAN_FORMAT_VERSION,
  type Plan,
  type PlannedContent,
  type Summary,
} from './model/plan.ts';
export type { Position } from './model/position.ts';
export type { ChangeResult, Outcome, Report, ReportedError } from './model/report.ts';
export { Secrets } from './model/secrets.ts';
export type { FileSource, HttpSource, SourceAuth, SourceReference } from './model/source.ts';
export type { Step } from './model/step.ts';
export type {
  PublisherId as Handle,
  Reserves as Claims,
  SkippedEntry as UnresolvedEntry,
  Unresolved,
} from './model/unresolved.ts';
export { type Connection, type ConnectOptions, connect } from './openstack/connect.ts';
export type { ServiceClient, ServiceRequest, ServiceResponse } from './openstack/service.ts';
export {
  type Lookups as ObserveQuestions,
  lookupsFor as observeQuestions,
  projectReferences,
  sourceLookups as sourceQuestions,
} from './plan/lookups.ts';
export { makePlan, type PlanInput } from './plan/make-plan.ts';
export { EVERYTHING, type Selection } from './plan/selection.ts';
export { planToJson, reportToJson } from './report/json.ts';
export type { ColourLevel } from './report/paint.ts';
export { drawPlan, drawReport, type TextOptions } from './report/text.ts';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox/server.ts';
export { learnFacts } from './source/facts.ts';
export type { SourceOptions } from './source/source.ts';
export { type LoadOptions, loadState } from './state/load.ts';
export { formatFaults } from './state/yaml/format-errors.ts';
