// Generated from schemas/plan.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// biome-ignore-all assist: generated
function Ee(r){let s=0;for(const k of r)s++;return s}const tr=_,Ne={$schema:"https://json-schema.org/draft/202\
0-12/schema",type:"object",required:["formatVersion","stack","state","targets","partial","summary","changes","\
warnings"],dependentRequired:{startedAt:["finishedAt","interrupted"],finishedAt:["startedAt"],interrupted:["st\
artedAt"]},properties:{formatVersion:{type:"string",pattern:"^1\\.(0|[1-9][0-9]*)$"},stack:{type:"string"},origin:{
type:"string"},state:{type:"object",required:["files","sha256"],properties:{files:{type:"array",items:{type:"s\
tring"}},sha256:{type:"string",pattern:"^[0-9a-f]{64}$"}}},targets:{type:"array",items:{$ref:"#/$defs/target"}},
partial:{type:"boolean"},unresolved:{type:"array",minItems:1,items:{$ref:"#/$defs/unresolved"}},newHere:{const:!0},
pruningWithheld:{const:!0},summary:{$ref:"#/$defs/summary"},changes:{type:"array",items:{$ref:"#/$defs/change"}},
warnings:{type:"array",items:{type:"string"}},madeWith:{type:"object",properties:{options:{type:"object",additionalProperties:{
type:["string","integer","boolean","array"],items:{type:"string"}}},rollback:{type:"object",required:["name","\
to"],properties:{name:{type:"string"},to:{type:["string","null"]}}}}},seal:{type:"string",pattern:"^[0-9a-f]{6\
4}$"},startedAt:{type:"string"},finishedAt:{type:"string"},interrupted:{type:"boolean"},error:{$ref:"#/$defs/e\
rror"}},$defs:{unresolved:{type:"object",required:["name","list","at","message","hint"],properties:{name:{type:[
"string","null"]},list:{type:["string","null"]},at:{type:"object",required:["file","line","column"],properties:{
file:{type:"string"},line:{type:"integer"},column:{type:"integer"}}},message:{type:"string"},hint:{type:["stri\
ng","null"]}}},target:{type:"object",required:["cloud","region","project","projectId","user","endpoint"],properties:{
cloud:{type:["string","null"]},region:{type:"string"},project:{type:"string"},projectId:{type:"string"},withoutProjects:{
const:!0},user:{type:"string"},endpoint:{type:"string"}}},newHere:{const:!0},pruningWithheld:{const:!0},summary:{
type:"object",required:["create","replace","verify","update","adopt","rename","delete","hide","deactivate","re\
activate","resume","unchanged","blocked","bytes"],properties:{create:{type:"integer",minimum:0},replace:{type:"\
integer",minimum:0},verify:{type:"integer",minimum:0},update:{type:"integer",minimum:0},adopt:{type:"integer",
minimum:0},rename:{type:"integer",minimum:0},delete:{type:"integer",minimum:0},hide:{type:"integer",minimum:0},
deactivate:{type:"integer",minimum:0},reactivate:{type:"integer",minimum:0},resume:{type:"integer",minimum:0},
unchanged:{type:"integer",minimum:0},blocked:{type:"integer",minimum:0},bytes:{type:"integer",minimum:0}}},change:{
type:"object",required:["region","name","action","imageId","reason","fields","content","blockedBy","warnings",
"basis","steps","timeout"],properties:{region:{type:"string"},name:{type:"string"},action:{enum:["create","rep\
lace","verify","update","adopt","rename","delete","hide","deactivate","reactivate","resume","unchanged"]},imageId:{
type:["string","null"],minLength:1,maxLength:255},reason:{type:"string"},adopts:{type:"array",minItems:1,items:{
$ref:"#/$defs/adopted"}},fields:{type:"array",items:{$ref:"#/$defs/field"}},content:{oneOf:[{type:"null"},{$ref:"\
#/$defs/content"}]},blockedBy:{type:"array",items:{$ref:"#/$defs/blocker"}},warnings:{type:"array",items:{type:"\
string"}},basis:{$ref:"#/$defs/basis"},steps:{type:"array",items:{$ref:"#/$defs/step"}},notedBy:{type:"array",
minItems:1,items:{type:"string"}},timeout:{type:["number","null"],exclusiveMinimum:0},outcome:{enum:["done","f\
ailed","skipped","stale"]},error:{oneOf:[{type:"null"},{$ref:"#/$defs/error"}]},seconds:{type:"number",minimum:0}},
dependentRequired:{outcome:["error","seconds"]}},adopted:{type:"object",required:["id","name","owner","protect\
ed","by"],properties:{id:{type:"string"},name:{type:["string","null"]},owner:{type:["string","null"]},protected:{
type:"boolean"},by:{type:"string"}}},field:{type:"object",required:["path","before","after"],properties:{path:{
type:"string",minLength:1},before:{$ref:"#/$defs/fieldValue"},after:{$ref:"#/$defs/fieldValue"}}},fieldValue:{
type:["string","number","boolean","array","null"],items:{type:"string"}},content:{type:"object",required:["sou\
rce","bytes","digests"],properties:{source:{type:"string"},bytes:{type:["integer","null"],minimum:0},storedBytes:{
type:["integer","null"],minimum:0},preparation:{$ref:"#/$defs/preparation"},digests:{$ref:"#/$defs/digests"}}},
digests:{type:"object",properties:{md5:{type:"string",pattern:"^[0-9a-f]{32}$"},sha1:{type:"string",pattern:"^\
[0-9a-f]{40}$"},sha224:{type:"string",pattern:"^[0-9a-f]{56}$"},sha256:{type:"string",pattern:"^[0-9a-f]{64}$"},
sha384:{type:"string",pattern:"^[0-9a-f]{96}$"},sha512:{type:"string",pattern:"^[0-9a-f]{128}$"}}},blocker:{type:"\
object",required:["code","message","candidates"],properties:{code:{type:"string"},message:{type:"string"},candidates:{
type:"array",items:{type:"string"}}}},basis:{type:"object",required:["images","members","namesakes","owners"],
properties:{images:{type:"object",additionalProperties:{type:"string"}},members:{type:"object",additionalProperties:{
type:"string"}},namesakes:{type:"array",items:{type:"string"}},owners:{type:"array",items:{type:["string","nul\
l"]}}}},error:{type:"object",required:["code","message","hint"],properties:{code:{type:"string"},message:{type:"\
string"},hint:{type:["string","null"]},faults:{type:"array",items:{type:"object",required:["at","message","hin\
t"],properties:{at:{type:"object"},message:{type:"string"},hint:{type:["string","null"]}}}},output:{type:"arra\
y",items:{type:"string"}}}},step:{type:"object",required:["kind"],discriminator:{propertyName:"kind"},oneOf:[{
$ref:"#/$defs/compareStep"},{$ref:"#/$defs/stageStep"},{$ref:"#/$defs/resumeStep"},{$ref:"#/$defs/uploadStep"},
{$ref:"#/$defs/recordStep"},{$ref:"#/$defs/copyToStoresStep"},{$ref:"#/$defs/checkStep"},{$ref:"#/$defs/shareS\
tep"},{$ref:"#/$defs/deactivateStep"},{$ref:"#/$defs/reactivateStep"},{$ref:"#/$defs/recheckStep"},{$ref:"#/$d\
efs/downloadBackupStep"},{$ref:"#/$defs/publishStep"},{$ref:"#/$defs/retireStep"},{$ref:"#/$defs/updateStep"},
{$ref:"#/$defs/membersStep"},{$ref:"#/$defs/deleteStep"}]},validators:{type:"object",required:[],properties:{etag:{
type:"string"},lastModified:{type:"string"},length:{type:"integer",minimum:0}}},patch:{type:"array",items:{$ref:"\
#/$defs/patchOperation"}},references:{type:"object",additionalProperties:{type:"string",minLength:1}},after:{type:"\
array",items:{type:"string",minLength:1}},freedBy:{type:"string",minLength:1},patchOperation:{type:"object",required:[
"op","path"],properties:{op:{enum:["add","replace","remove"]},path:{type:"string",pattern:"^/[^/]+$"},value:{type:[
"string","number","boolean","array","null"],items:{type:"string"}}},if:{properties:{op:{const:"remove"}}},else:{
required:["value"]}},subject:{oneOf:[{const:"staged"},{type:"object",required:["id"],properties:{id:{type:"str\
ing",minLength:1,maxLength:255}}}]},source:{type:"object",required:["kind"],discriminator:{propertyName:"kind"},
oneOf:[{$ref:"#/$defs/fileSource"},{$ref:"#/$defs/httpSource"},{$ref:"#/$defs/glanceSource"},{$ref:"#/$defs/al\
ternativesSource"}]},glanceSource:{type:"object",required:["kind","cloud","region","image"],properties:{kind:{
const:"glance"},cloud:{type:["string","null"]},region:{type:["string","null"]},image:{type:"string",minLength:1}}},
alternativesSource:{type:"object",required:["kind","places"],properties:{kind:{const:"alternatives"},places:{type:"\
array",minItems:1,items:{type:"object",required:["kind"],discriminator:{propertyName:"kind"},oneOf:[{$ref:"#/$\
defs/fileSource"},{$ref:"#/$defs/httpSource"}]}}}},fileSource:{type:"object",required:["kind","path"],properties:{
kind:{const:"file"},path:{type:"string",minLength:1}}},httpSource:{type:"object",required:["kind","url"],properties:{
kind:{const:"http"},url:{type:"string",pattern:"^[Hh][Tt][Tt][Pp][Ss]?://"},cachedAt:{type:"string",minLength:1},
cachedBelow:{type:"string",minLength:1},queryDigest:{type:"string",pattern:"^[0-9a-f]{16}$"},needsAuth:{const:!0}}},
attributes:{type:"object",required:[],properties:{id:{type:"string",minLength:1,maxLength:255},name:{type:"str\
ing",maxLength:255},visibility:{enum:["public","community","shared","private"]},hidden:{type:"boolean"},protected:{
type:"boolean"},owner:{type:"string"},diskFormat:{type:"string"},containerFormat:{type:"string"},minDisk:{type:"\
integer",minimum:0},minRam:{type:"integer",minimum:0},description:{type:"string"},tags:{type:"array",items:{type:"\
string"}},properties:{type:"object",additionalProperties:{type:"string"}}}},compareStep:{type:"object",required:[
"kind","id","digests","read","bytes","same","refused"],properties:{kind:{const:"compare"},id:{type:"string",minLength:1,
maxLength:255},digests:{$ref:"#/$defs/digests"},read:{oneOf:[{const:"image"},{$ref:"#/$defs/source"}]},bytes:{
type:["integer","null"],minimum:0},same:{type:"array",items:{$ref:"#/$defs/step"}},refused:{type:["string","nu\
ll"]}}},stageStep:{type:"object",required:["kind","attributes"],properties:{kind:{const:"stage"},attributes:{$ref:"\
#/$defs/attributes"},references:{$ref:"#/$defs/references"}}},resumeStep:{type:"object",required:["kind","id"],
properties:{kind:{const:"resume"},id:{type:"string",minLength:1,maxLength:255},freedBy:{$ref:"#/$defs/freedBy"}}},
preparation:{type:"object",required:["decompress","digestsCover"],properties:{decompress:{enum:["auto","none",
"gz","bz2","xz","lzma","zst","zip","tar","ova"]},digestsCover:{enum:["source","decompressed"]},member:{type:"s\
tring"},transform:{type:"array",minItems:1,items:{type:"string"}},convert:{type:"object",required:["to"],properties:{
from:{enum:["ami","ari","aki","vhd","vhdx","vmdk","raw","qcow2","vdi","ploop","iso"]},to:{enum:["ami","ari","a\
ki","vhd","vhdx","vmdk","raw","qcow2","vdi","ploop","iso"]}}}}},uploadStep:{type:"object",required:["kind","so\
urce","expect","method","stores","detectFormat","inspect"],properties:{kind:{const:"upload"},source:{$ref:"#/$\
defs/source"},expect:{type:"object",required:["digests","size","validators"],properties:{digests:{$ref:"#/$def\
s/digests"},size:{type:["integer","null"],minimum:0},validators:{oneOf:[{type:"null"},{$ref:"#/$defs/validator\
s"}]}}},method:{enum:["upload","stage","web-download"]},stores:{type:"array",items:{type:"string",minLength:1}},
prepare:{$ref:"#/$defs/preparation"},detectPacking:{type:"boolean"},detectFormat:{type:"boolean"},inspect:{type:"\
object",required:["diskFormat","containerFormat","minDiskGiB","allow"],properties:{diskFormat:{type:["string",
"null"]},containerFormat:{type:"string"},minDiskGiB:{type:"integer",minimum:0},allow:{type:"array",items:{type:"\
string"}}}}}},recordStep:{type:"object",required:["kind","image"],properties:{kind:{const:"record"},image:{$ref:"\
#/$defs/subject"}}},copyToStoresStep:{type:"object",required:["kind","image","stores"],properties:{kind:{const:"\
copy-to-stores"},image:{$ref:"#/$defs/subject"},stores:{type:"array",items:{type:"string",minLength:1}}}},checkStep:{
type:"object",required:["kind","command","directory","timeout","keep","member"],properties:{kind:{const:"check"},
command:{type:"array",minItems:1,items:{type:"string",pattern:"^[^\\u0000]*$"}},directory:{type:["string","nul\
l"],pattern:"^/[^\\u0000]*$"},timeout:{type:"number",exclusiveMinimum:0},keep:{type:"boolean"},member:{type:["\
string","null"],minLength:1,maxLength:255}}},shareStep:{type:"object",required:["kind","members","carryFrom"],
properties:{kind:{const:"share"},members:{type:["array","null"],items:{type:"string",minLength:1,maxLength:255}},
carryFrom:{type:["string","null"],minLength:1,maxLength:255}}},deactivateStep:{type:"object",required:["kind",
"image"],properties:{kind:{const:"deactivate"},image:{$ref:"#/$defs/subject"}}},reactivateStep:{type:"object",
required:["kind","image"],properties:{kind:{const:"reactivate"},image:{$ref:"#/$defs/subject"}}},recheckStep:{
type:"object",required:["kind"],properties:{kind:{const:"recheck"}}},downloadBackupStep:{type:"object",required:[
"kind","id","directory"],properties:{kind:{const:"download-backup"},id:{type:"string",minLength:1,maxLength:255},
directory:{type:"string",minLength:1}}},publishStep:{type:"object",required:["kind","patch"],properties:{kind:{
const:"publish"},patch:{$ref:"#/$defs/patch"},references:{$ref:"#/$defs/references"}}},retireStep:{type:"objec\
t",required:["kind","id","patch","deactivate"],properties:{kind:{const:"retire"},id:{type:"string",minLength:1,
maxLength:255},patch:{$ref:"#/$defs/patch"},deactivate:{type:"boolean"},keep:{type:"integer",minimum:0},after:{
$ref:"#/$defs/after"},unlessTakenBy:{type:"string",minLength:1}}},updateStep:{type:"object",required:["kind","\
id","patch"],properties:{kind:{const:"update"},id:{type:"string",minLength:1,maxLength:255},patch:{$ref:"#/$de\
fs/patch"},references:{$ref:"#/$defs/references"},freedBy:{$ref:"#/$defs/freedBy"}}},membersStep:{type:"object",
required:["kind","id","want","add","remove"],properties:{kind:{const:"members"},id:{type:"string",minLength:1,
maxLength:255},want:{type:"array",items:{type:"string",minLength:1,maxLength:255}},add:{type:"array",items:{type:"\
string",minLength:1,maxLength:255}},remove:{type:"array",items:{type:"string",minLength:1,maxLength:255}}}},deleteStep:{
type:"object",required:["kind","id","unprotect","reason"],properties:{kind:{const:"delete"},id:{type:"string",
minLength:1,maxLength:255},unprotect:{type:"boolean"},reason:{enum:["absent","not-kept","retention","leftover",
"pruned"]},after:{$ref:"#/$defs/after"}}}},$id:"urn:glance-reconcile:schema"},Re=new RegExp("^1\\.(0|[1-9][0-9]\
*)$","u"),qe=new RegExp("^[0-9a-f]{64}$","u"),ze={type:"object",required:["cloud","region","project","projectI\
d","user","endpoint"],properties:{cloud:{type:["string","null"]},region:{type:"string"},project:{type:"string"},
projectId:{type:"string"},withoutProjects:{const:!0},user:{type:"string"},endpoint:{type:"string"}}};function K(r,{
instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=K.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let o;if(r.cloud===void 0&&(o="cloud")||r.region===void 0&&(o="region")||r.project===void 0&&
(o="project")||r.projectId===void 0&&(o="projectId")||r.user===void 0&&(o="user")||r.endpoint===void 0&&(o="en\
dpoint"))return K.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},
message:"must have required property '"+o+"'"}],!1;if(r.cloud!==void 0){let i=r.cloud;const n=e;if(typeof i!="\
string"&&i!==null)return K.errors=[{instancePath:s+"/cloud",schemaPath:"#/properties/cloud/type",keyword:"type",
params:{type:ze.properties.cloud.type},message:"must be string,null"}],!1;var t=n===e}else var t=!0;if(t){if(r.
region!==void 0){const i=e;if(typeof r.region!="string")return K.errors=[{instancePath:s+"/region",schemaPath:"\
#/properties/region/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===e}else
var t=!0;if(t){if(r.project!==void 0){const i=e;if(typeof r.project!="string")return K.errors=[{instancePath:s+
"/project",schemaPath:"#/properties/project/type",keyword:"type",params:{type:"string"},message:"must be strin\
g"}],!1;var t=i===e}else var t=!0;if(t){if(r.projectId!==void 0){const i=e;if(typeof r.projectId!="string")return K.
errors=[{instancePath:s+"/projectId",schemaPath:"#/properties/projectId/type",keyword:"type",params:{type:"str\
ing"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.withoutProjects!==void 0){const i=e;if(r.
withoutProjects!==!0)return K.errors=[{instancePath:s+"/withoutProjects",schemaPath:"#/properties/withoutProje\
cts/const",keyword:"const",params:{allowedValue:!0},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;
if(t){if(r.user!==void 0){const i=e;if(typeof r.user!="string")return K.errors=[{instancePath:s+"/user",schemaPath:"\
#/properties/user/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===e}else var t=!0;
if(t)if(r.endpoint!==void 0){const i=e;if(typeof r.endpoint!="string")return K.errors=[{instancePath:s+"/endpo\
int",schemaPath:"#/properties/endpoint/type",keyword:"type",params:{type:"string"},message:"must be string"}],
!1;var t=i===e}else var t=!0}}}}}}else return K.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{
type:"object"},message:"must be object"}],!1;return K.errors=a,e===0}K.evaluated={props:{cloud:!0,region:!0,project:!0,
projectId:!0,withoutProjects:!0,user:!0,endpoint:!0},dynamicProps:!1,dynamicItems:!1};const _e={type:"object",
required:["name","list","at","message","hint"],properties:{name:{type:["string","null"]},list:{type:["string",
"null"]},at:{type:"object",required:["file","line","column"],properties:{file:{type:"string"},line:{type:"inte\
ger"},column:{type:"integer"}}},message:{type:"string"},hint:{type:["string","null"]}}};function z(r,{instancePath:s="",
parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=z.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let i;if(r.name===void 0&&(i="name")||r.list===void 0&&(i="list")||r.at===void 0&&(i="at")||r.message===void 0&&
(i="message")||r.hint===void 0&&(i="hint"))return z.errors=[{instancePath:s,schemaPath:"#/required",keyword:"r\
equired",params:{missingProperty:i},message:"must have required property '"+i+"'"}],!1;if(r.name!==void 0){let n=r.
name;const u=e;if(typeof n!="string"&&n!==null)return z.errors=[{instancePath:s+"/name",schemaPath:"#/properti\
es/name/type",keyword:"type",params:{type:_e.properties.name.type},message:"must be string,null"}],!1;var t=u===
e}else var t=!0;if(t){if(r.list!==void 0){let n=r.list;const u=e;if(typeof n!="string"&&n!==null)return z.errors=
[{instancePath:s+"/list",schemaPath:"#/properties/list/type",keyword:"type",params:{type:_e.properties.list.type},
message:"must be string,null"}],!1;var t=u===e}else var t=!0;if(t){if(r.at!==void 0){let n=r.at;const u=e;if(e===
u)if(n&&typeof n=="object"&&!Array.isArray(n)){let v;if(n.file===void 0&&(v="file")||n.line===void 0&&(v="line")||
n.column===void 0&&(v="column"))return z.errors=[{instancePath:s+"/at",schemaPath:"#/properties/at/required",keyword:"\
required",params:{missingProperty:v},message:"must have required property '"+v+"'"}],!1;if(n.file!==void 0){const d=e;
if(typeof n.file!="string")return z.errors=[{instancePath:s+"/at/file",schemaPath:"#/properties/at/properties/\
file/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var o=d===e}else var o=!0;if(o){
if(n.line!==void 0){let d=n.line;const l=e;if(!(typeof d=="number"&&!(d%1)&&!isNaN(d)&&isFinite(d)))return z.errors=
[{instancePath:s+"/at/line",schemaPath:"#/properties/at/properties/line/type",keyword:"type",params:{type:"int\
eger"},message:"must be integer"}],!1;var o=l===e}else var o=!0;if(o)if(n.column!==void 0){let d=n.column;const l=e;
if(!(typeof d=="number"&&!(d%1)&&!isNaN(d)&&isFinite(d)))return z.errors=[{instancePath:s+"/at/column",schemaPath:"\
#/properties/at/properties/column/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;
var o=l===e}else var o=!0}}else return z.errors=[{instancePath:s+"/at",schemaPath:"#/properties/at/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;var t=u===e}else var t=!0;if(t){if(r.message!==void 0){
const n=e;if(typeof r.message!="string")return z.errors=[{instancePath:s+"/message",schemaPath:"#/properties/m\
essage/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t)
if(r.hint!==void 0){let n=r.hint;const u=e;if(typeof n!="string"&&n!==null)return z.errors=[{instancePath:s+"/\
hint",schemaPath:"#/properties/hint/type",keyword:"type",params:{type:_e.properties.hint.type},message:"must b\
e string,null"}],!1;var t=u===e}else var t=!0}}}}else return z.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return z.errors=a,e===0}z.evaluated={props:{name:!0,
list:!0,at:!0,message:!0,hint:!0},dynamicProps:!1,dynamicItems:!1};const sr={type:"object",required:["create",
"replace","verify","update","adopt","rename","delete","hide","deactivate","reactivate","resume","unchanged","b\
locked","bytes"],properties:{create:{type:"integer",minimum:0},replace:{type:"integer",minimum:0},verify:{type:"\
integer",minimum:0},update:{type:"integer",minimum:0},adopt:{type:"integer",minimum:0},rename:{type:"integer",
minimum:0},delete:{type:"integer",minimum:0},hide:{type:"integer",minimum:0},deactivate:{type:"integer",minimum:0},
reactivate:{type:"integer",minimum:0},resume:{type:"integer",minimum:0},unchanged:{type:"integer",minimum:0},blocked:{
type:"integer",minimum:0},bytes:{type:"integer",minimum:0}}};function L(r,{instancePath:s="",parentData:k,parentDataProperty:w,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=L.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.create===void 0&&
(o="create")||r.replace===void 0&&(o="replace")||r.verify===void 0&&(o="verify")||r.update===void 0&&(o="updat\
e")||r.adopt===void 0&&(o="adopt")||r.rename===void 0&&(o="rename")||r.delete===void 0&&(o="delete")||r.hide===
void 0&&(o="hide")||r.deactivate===void 0&&(o="deactivate")||r.reactivate===void 0&&(o="reactivate")||r.resume===
void 0&&(o="resume")||r.unchanged===void 0&&(o="unchanged")||r.blocked===void 0&&(o="blocked")||r.bytes===void 0&&
(o="bytes"))return L.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},
message:"must have required property '"+o+"'"}],!1;if(r.create!==void 0){let i=r.create;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return L.errors=[{instancePath:s+"/create",schemaPath:"#/properties/\
create/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&
isFinite(i)&&(i<0||isNaN(i)))return L.errors=[{instancePath:s+"/create",schemaPath:"#/properties/create/minimu\
m",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){
if(r.replace!==void 0){let i=r.replace;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return L.
errors=[{instancePath:s+"/replace",schemaPath:"#/properties/replace/type",keyword:"type",params:{type:"integer"},
message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return L.errors=[{instancePath:s+
"/replace",schemaPath:"#/properties/replace/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"\
must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.verify!==void 0){let i=r.verify;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return L.errors=[{instancePath:s+"/verify",schemaPath:"#/properties/\
verify/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&
isFinite(i)&&(i<0||isNaN(i)))return L.errors=[{instancePath:s+"/verify",schemaPath:"#/properties/verify/minimu\
m",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){
if(r.update!==void 0){let i=r.update;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return L.
errors=[{instancePath:s+"/update",schemaPath:"#/properties/update/type",keyword:"type",params:{type:"integer"},
message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return L.errors=[{instancePath:s+
"/update",schemaPath:"#/properties/update/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"\
must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.adopt!==void 0){let i=r.adopt;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return L.errors=[{instancePath:s+"/adopt",schemaPath:"#/properties/a\
dopt/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&
isFinite(i)&&(i<0||isNaN(i)))return L.errors=[{instancePath:s+"/adopt",schemaPath:"#/properties/adopt/minimum",
keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){
if(r.rename!==void 0){let i=r.rename;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return L.
errors=[{instancePath:s+"/rename",schemaPath:"#/properties/rename/type",keyword:"type",params:{type:"integer"},
message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return L.errors=[{instancePath:s+
"/rename",schemaPath:"#/properties/rename/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"\
must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.delete!==void 0){let i=r.delete;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return L.errors=[{instancePath:s+"/delete",schemaPath:"#/properties/\
delete/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&
isFinite(i)&&(i<0||isNaN(i)))return L.errors=[{instancePath:s+"/delete",schemaPath:"#/properties/delete/minimu\
m",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){
if(r.hide!==void 0){let i=r.hide;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return L.errors=
[{instancePath:s+"/hide",schemaPath:"#/properties/hide/type",keyword:"type",params:{type:"integer"},message:"m\
ust be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return L.errors=[{instancePath:s+
"/hide",schemaPath:"#/properties/hide/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"mus\
t be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.deactivate!==void 0){let i=r.deactivate;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return L.errors=[{instancePath:s+"/deactivate",schemaPath:"#/propert\
ies/deactivate/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i==
"number"&&isFinite(i)&&(i<0||isNaN(i)))return L.errors=[{instancePath:s+"/deactivate",schemaPath:"#/properties\
/deactivate/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===
e}else var t=!0;if(t){if(r.reactivate!==void 0){let i=r.reactivate;const n=e;if(!(typeof i=="number"&&!(i%1)&&
!isNaN(i)&&isFinite(i)))return L.errors=[{instancePath:s+"/reactivate",schemaPath:"#/properties/reactivate/typ\
e",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(
i)&&(i<0||isNaN(i)))return L.errors=[{instancePath:s+"/reactivate",schemaPath:"#/properties/reactivate/minimum",
keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){
if(r.resume!==void 0){let i=r.resume;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return L.
errors=[{instancePath:s+"/resume",schemaPath:"#/properties/resume/type",keyword:"type",params:{type:"integer"},
message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return L.errors=[{instancePath:s+
"/resume",schemaPath:"#/properties/resume/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"\
must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.unchanged!==void 0){let i=r.unchanged;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return L.errors=[{instancePath:s+"/unchanged",schemaPath:"#/properti\
es/unchanged/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="\
number"&&isFinite(i)&&(i<0||isNaN(i)))return L.errors=[{instancePath:s+"/unchanged",schemaPath:"#/properties/u\
nchanged/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else
var t=!0;if(t){if(r.blocked!==void 0){let i=r.blocked;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(
i)))return L.errors=[{instancePath:s+"/blocked",schemaPath:"#/properties/blocked/type",keyword:"type",params:{
type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return L.
errors=[{instancePath:s+"/blocked",schemaPath:"#/properties/blocked/minimum",keyword:"minimum",params:{comparison:"\
>=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t)if(r.bytes!==void 0){let i=r.bytes;const n=e;
if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return L.errors=[{instancePath:s+"/bytes",schemaPath:"\
#/properties/bytes/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i==
"number"&&isFinite(i)&&(i<0||isNaN(i)))return L.errors=[{instancePath:s+"/bytes",schemaPath:"#/properties/byte\
s/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0}}}}}}}}}}}}}else
return L.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return L.errors=a,e===0}L.evaluated={props:{create:!0,replace:!0,verify:!0,update:!0,adopt:!0,rename:!0,
delete:!0,hide:!0,deactivate:!0,reactivate:!0,resume:!0,unchanged:!0,blocked:!0,bytes:!0},dynamicProps:!1,dynamicItems:!1};
const je={type:"object",required:["region","name","action","imageId","reason","fields","content","blockedBy","\
warnings","basis","steps","timeout"],properties:{region:{type:"string"},name:{type:"string"},action:{enum:["cr\
eate","replace","verify","update","adopt","rename","delete","hide","deactivate","reactivate","resume","unchang\
ed"]},imageId:{type:["string","null"],minLength:1,maxLength:255},reason:{type:"string"},adopts:{type:"array",minItems:1,
items:{$ref:"#/$defs/adopted"}},fields:{type:"array",items:{$ref:"#/$defs/field"}},content:{oneOf:[{type:"null"},
{$ref:"#/$defs/content"}]},blockedBy:{type:"array",items:{$ref:"#/$defs/blocker"}},warnings:{type:"array",items:{
type:"string"}},basis:{$ref:"#/$defs/basis"},steps:{type:"array",items:{$ref:"#/$defs/step"}},notedBy:{type:"a\
rray",minItems:1,items:{type:"string"}},timeout:{type:["number","null"],exclusiveMinimum:0},outcome:{enum:["do\
ne","failed","skipped","stale"]},error:{oneOf:[{type:"null"},{$ref:"#/$defs/error"}]},seconds:{type:"number",minimum:0}},
dependentRequired:{outcome:["error","seconds"]}},q=Ee,De={type:"object",required:["id","name","owner","protect\
ed","by"],properties:{id:{type:"string"},name:{type:["string","null"]},owner:{type:["string","null"]},protected:{
type:"boolean"},by:{type:"string"}}};function ee(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,
dynamicAnchors:y={}}={}){let a=null,e=0;const p=ee.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&
(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.id===void 0&&(o="id")||r.name===
void 0&&(o="name")||r.owner===void 0&&(o="owner")||r.protected===void 0&&(o="protected")||r.by===void 0&&(o="b\
y"))return ee.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"\
must have required property '"+o+"'"}],!1;if(r.id!==void 0){const i=e;if(typeof r.id!="string")return ee.errors=
[{instancePath:s+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"string"},message:"must b\
e string"}],!1;var t=i===e}else var t=!0;if(t){if(r.name!==void 0){let i=r.name;const n=e;if(typeof i!="string"&&
i!==null)return ee.errors=[{instancePath:s+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{
type:De.properties.name.type},message:"must be string,null"}],!1;var t=n===e}else var t=!0;if(t){if(r.owner!==
void 0){let i=r.owner;const n=e;if(typeof i!="string"&&i!==null)return ee.errors=[{instancePath:s+"/owner",schemaPath:"\
#/properties/owner/type",keyword:"type",params:{type:De.properties.owner.type},message:"must be string,null"}],
!1;var t=n===e}else var t=!0;if(t){if(r.protected!==void 0){const i=e;if(typeof r.protected!="boolean")return ee.
errors=[{instancePath:s+"/protected",schemaPath:"#/properties/protected/type",keyword:"type",params:{type:"boo\
lean"},message:"must be boolean"}],!1;var t=i===e}else var t=!0;if(t)if(r.by!==void 0){const i=e;if(typeof r.by!=
"string")return ee.errors=[{instancePath:s+"/by",schemaPath:"#/properties/by/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=i===e}else var t=!0}}}}else return ee.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return ee.errors=a,e===0}ee.evaluated=
{props:{id:!0,name:!0,owner:!0,protected:!0,by:!0},dynamicProps:!1,dynamicItems:!1};const ir={type:"object",required:[
"path","before","after"],properties:{path:{type:"string",minLength:1},before:{$ref:"#/$defs/fieldValue"},after:{
$ref:"#/$defs/fieldValue"}}},We={type:["string","number","boolean","array","null"],items:{type:"string"}};function le(r,{
instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=le.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),typeof r!="string"&&!(typeof r==
"number"&&isFinite(r))&&typeof r!="boolean"&&!Array.isArray(r)&&r!==null)return le.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:We.type},message:"must be string,number,boolean,array,null"}],!1;if(e===0&&
Array.isArray(r)){var t=!0;const o=r.length;for(let i=0;i<o;i++){const n=e;if(typeof r[i]!="string")return le.
errors=[{instancePath:s+"/"+i,schemaPath:"#/items/type",keyword:"type",params:{type:"string"},message:"must be\
 string"}],!1;var t=n===e;if(!t)break}}return le.errors=a,e===0}le.evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};
function ce(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=ce.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.path===void 0&&(o="path")||r.before===void 0&&(o="before")||r.after===
void 0&&(o="after"))return ce.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},
message:"must have required property '"+o+"'"}],!1;if(r.path!==void 0){let i=r.path;const n=e;if(e===n)if(typeof i==
"string"){if(q(i)<1)return ce.errors=[{instancePath:s+"/path",schemaPath:"#/properties/path/minLength",keyword:"\
minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return ce.errors=[{instancePath:s+
"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var t=n===e}else var t=!0;if(t){if(r.before!==void 0){const i=e;le(r.before,{instancePath:s+"/before",parentData:r,
parentDataProperty:"before",rootData:f,dynamicAnchors:y})||(a=a===null?le.errors:a.concat(le.errors),e=a.length);
var t=i===e}else var t=!0;if(t)if(r.after!==void 0){const i=e;le(r.after,{instancePath:s+"/after",parentData:r,
parentDataProperty:"after",rootData:f,dynamicAnchors:y})||(a=a===null?le.errors:a.concat(le.errors),e=a.length);
var t=i===e}else var t=!0}}else return ce.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;return ce.errors=a,e===0}ce.evaluated={props:{path:!0,before:!0,after:!0},
dynamicProps:!1,dynamicItems:!1};const Ie={type:"object",required:["source","bytes","digests"],properties:{source:{
type:"string"},bytes:{type:["integer","null"],minimum:0},storedBytes:{type:["integer","null"],minimum:0},preparation:{
$ref:"#/$defs/preparation"},digests:{$ref:"#/$defs/digests"}}},$e={type:"object",required:["decompress","diges\
tsCover"],properties:{decompress:{enum:["auto","none","gz","bz2","xz","lzma","zst","zip","tar","ova"]},digestsCover:{
enum:["source","decompressed"]},member:{type:"string"},transform:{type:"array",minItems:1,items:{type:"string"}},
convert:{type:"object",required:["to"],properties:{from:{enum:["ami","ari","aki","vhd","vhdx","vmdk","raw","qc\
ow2","vdi","ploop","iso"]},to:{enum:["ami","ari","aki","vhd","vhdx","vmdk","raw","qcow2","vdi","ploop","iso"]}}}}};
function V(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=V.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let n;if(r.decompress===void 0&&(n="decompress")||r.digestsCover===void 0&&(n="di\
gestsCover"))return V.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:n},
message:"must have required property '"+n+"'"}],!1;if(r.decompress!==void 0){let u=r.decompress;const h=e;if(!(u===
"auto"||u==="none"||u==="gz"||u==="bz2"||u==="xz"||u==="lzma"||u==="zst"||u==="zip"||u==="tar"||u==="ova"))return V.
errors=[{instancePath:s+"/decompress",schemaPath:"#/properties/decompress/enum",keyword:"enum",params:{allowedValues:$e.
properties.decompress.enum},message:"must be equal to one of the allowed values"}],!1;var t=h===e}else var t=!0;
if(t){if(r.digestsCover!==void 0){let u=r.digestsCover;const h=e;if(!(u==="source"||u==="decompressed"))return V.
errors=[{instancePath:s+"/digestsCover",schemaPath:"#/properties/digestsCover/enum",keyword:"enum",params:{allowedValues:$e.
properties.digestsCover.enum},message:"must be equal to one of the allowed values"}],!1;var t=h===e}else var t=!0;
if(t){if(r.member!==void 0){const u=e;if(typeof r.member!="string")return V.errors=[{instancePath:s+"/member",
schemaPath:"#/properties/member/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=u===
e}else var t=!0;if(t){if(r.transform!==void 0){let u=r.transform;const h=e;if(e===h)if(Array.isArray(u)){if(u.
length<1)return V.errors=[{instancePath:s+"/transform",schemaPath:"#/properties/transform/minItems",keyword:"m\
inItems",params:{limit:1},message:"must NOT have fewer than 1 items"}],!1;{var o=!0;const d=u.length;for(let l=0;l<
d;l++){const c=e;if(typeof u[l]!="string")return V.errors=[{instancePath:s+"/transform/"+l,schemaPath:"#/prope\
rties/transform/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var o=c===e;if(!o)
break}}}else return V.errors=[{instancePath:s+"/transform",schemaPath:"#/properties/transform/type",keyword:"t\
ype",params:{type:"array"},message:"must be array"}],!1;var t=h===e}else var t=!0;if(t)if(r.convert!==void 0){
let u=r.convert;const h=e;if(e===h)if(u&&typeof u=="object"&&!Array.isArray(u)){let d;if(u.to===void 0&&(d="to"))
return V.errors=[{instancePath:s+"/convert",schemaPath:"#/properties/convert/required",keyword:"required",params:{
missingProperty:d},message:"must have required property '"+d+"'"}],!1;if(u.from!==void 0){let l=u.from;const c=e;
if(!(l==="ami"||l==="ari"||l==="aki"||l==="vhd"||l==="vhdx"||l==="vmdk"||l==="raw"||l==="qcow2"||l==="vdi"||l===
"ploop"||l==="iso"))return V.errors=[{instancePath:s+"/convert/from",schemaPath:"#/properties/convert/properti\
es/from/enum",keyword:"enum",params:{allowedValues:$e.properties.convert.properties.from.enum},message:"must b\
e equal to one of the allowed values"}],!1;var i=c===e}else var i=!0;if(i)if(u.to!==void 0){let l=u.to;const c=e;
if(!(l==="ami"||l==="ari"||l==="aki"||l==="vhd"||l==="vhdx"||l==="vmdk"||l==="raw"||l==="qcow2"||l==="vdi"||l===
"ploop"||l==="iso"))return V.errors=[{instancePath:s+"/convert/to",schemaPath:"#/properties/convert/properties\
/to/enum",keyword:"enum",params:{allowedValues:$e.properties.convert.properties.to.enum},message:"must be equa\
l to one of the allowed values"}],!1;var i=c===e}else var i=!0}else return V.errors=[{instancePath:s+"/convert",
schemaPath:"#/properties/convert/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var t=h===
e}else var t=!0}}}}else return V.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"obje\
ct"},message:"must be object"}],!1;return V.errors=a,e===0}V.evaluated={props:{decompress:!0,digestsCover:!0,member:!0,
transform:!0,convert:!0},dynamicProps:!1,dynamicItems:!1};const ar={type:"object",properties:{md5:{type:"strin\
g",pattern:"^[0-9a-f]{32}$"},sha1:{type:"string",pattern:"^[0-9a-f]{40}$"},sha224:{type:"string",pattern:"^[0-\
9a-f]{56}$"},sha256:{type:"string",pattern:"^[0-9a-f]{64}$"},sha384:{type:"string",pattern:"^[0-9a-f]{96}$"},sha512:{
type:"string",pattern:"^[0-9a-f]{128}$"}}},Ce=new RegExp("^[0-9a-f]{32}$","u"),Me=new RegExp("^[0-9a-f]{40}$",
"u"),Ge=new RegExp("^[0-9a-f]{56}$","u"),He=new RegExp("^[0-9a-f]{96}$","u"),Ke=new RegExp("^[0-9a-f]{128}$","\
u");function x(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=x.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){if(r.md5!==void 0){let o=r.md5;const i=e;if(e===i)if(typeof o=="string"){if(!Ce.test(
o))return x.errors=[{instancePath:s+"/md5",schemaPath:"#/properties/md5/pattern",keyword:"pattern",params:{pattern:"\
^[0-9a-f]{32}$"},message:'must match pattern "^[0-9a-f]{32}$"'}],!1}else return x.errors=[{instancePath:s+"/md\
5",schemaPath:"#/properties/md5/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===
e}else var t=!0;if(t){if(r.sha1!==void 0){let o=r.sha1;const i=e;if(e===i)if(typeof o=="string"){if(!Me.test(o))
return x.errors=[{instancePath:s+"/sha1",schemaPath:"#/properties/sha1/pattern",keyword:"pattern",params:{pattern:"\
^[0-9a-f]{40}$"},message:'must match pattern "^[0-9a-f]{40}$"'}],!1}else return x.errors=[{instancePath:s+"/sh\
a1",schemaPath:"#/properties/sha1/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===
e}else var t=!0;if(t){if(r.sha224!==void 0){let o=r.sha224;const i=e;if(e===i)if(typeof o=="string"){if(!Ge.test(
o))return x.errors=[{instancePath:s+"/sha224",schemaPath:"#/properties/sha224/pattern",keyword:"pattern",params:{
pattern:"^[0-9a-f]{56}$"},message:'must match pattern "^[0-9a-f]{56}$"'}],!1}else return x.errors=[{instancePath:s+
"/sha224",schemaPath:"#/properties/sha224/type",keyword:"type",params:{type:"string"},message:"must be string"}],
!1;var t=i===e}else var t=!0;if(t){if(r.sha256!==void 0){let o=r.sha256;const i=e;if(e===i)if(typeof o=="strin\
g"){if(!qe.test(o))return x.errors=[{instancePath:s+"/sha256",schemaPath:"#/properties/sha256/pattern",keyword:"\
pattern",params:{pattern:"^[0-9a-f]{64}$"},message:'must match pattern "^[0-9a-f]{64}$"'}],!1}else return x.errors=
[{instancePath:s+"/sha256",schemaPath:"#/properties/sha256/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.sha384!==void 0){let o=r.sha384;const i=e;if(e===i)if(typeof o==
"string"){if(!He.test(o))return x.errors=[{instancePath:s+"/sha384",schemaPath:"#/properties/sha384/pattern",keyword:"\
pattern",params:{pattern:"^[0-9a-f]{96}$"},message:'must match pattern "^[0-9a-f]{96}$"'}],!1}else return x.errors=
[{instancePath:s+"/sha384",schemaPath:"#/properties/sha384/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=i===e}else var t=!0;if(t)if(r.sha512!==void 0){let o=r.sha512;const i=e;if(e===i)if(typeof o==
"string"){if(!Ke.test(o))return x.errors=[{instancePath:s+"/sha512",schemaPath:"#/properties/sha512/pattern",keyword:"\
pattern",params:{pattern:"^[0-9a-f]{128}$"},message:'must match pattern "^[0-9a-f]{128}$"'}],!1}else return x.
errors=[{instancePath:s+"/sha512",schemaPath:"#/properties/sha512/type",keyword:"type",params:{type:"string"},
message:"must be string"}],!1;var t=i===e}else var t=!0}}}}}else return x.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return x.errors=a,e===0}x.evaluated=
{props:{md5:!0,sha1:!0,sha224:!0,sha256:!0,sha384:!0,sha512:!0},dynamicProps:!1,dynamicItems:!1};function re(r,{
instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=re.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let o;if(r.source===void 0&&(o="source")||r.bytes===void 0&&(o="bytes")||r.digests===void 0&&
(o="digests"))return re.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},
message:"must have required property '"+o+"'"}],!1;if(r.source!==void 0){const i=e;if(typeof r.source!="string")
return re.errors=[{instancePath:s+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.bytes!==void 0){let i=r.bytes;const n=e;
if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i))&&i!==null)return re.errors=[{instancePath:s+"/bytes",
schemaPath:"#/properties/bytes/type",keyword:"type",params:{type:Ie.properties.bytes.type},message:"must be in\
teger,null"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return re.errors=[{instancePath:s+
"/bytes",schemaPath:"#/properties/bytes/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"m\
ust be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.storedBytes!==void 0){let i=r.storedBytes;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i))&&i!==null)return re.errors=[{instancePath:s+"/storedBytes",schemaPath:"\
#/properties/storedBytes/type",keyword:"type",params:{type:Ie.properties.storedBytes.type},message:"must be in\
teger,null"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return re.errors=[{instancePath:s+
"/storedBytes",schemaPath:"#/properties/storedBytes/minimum",keyword:"minimum",params:{comparison:">=",limit:0},
message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.preparation!==void 0){const i=e;V(r.preparation,
{instancePath:s+"/preparation",parentData:r,parentDataProperty:"preparation",rootData:f,dynamicAnchors:y})||(a=
a===null?V.errors:a.concat(V.errors),e=a.length);var t=i===e}else var t=!0;if(t)if(r.digests!==void 0){const i=e;
x(r.digests,{instancePath:s+"/digests",parentData:r,parentDataProperty:"digests",rootData:f,dynamicAnchors:y})||
(a=a===null?x.errors:a.concat(x.errors),e=a.length);var t=i===e}else var t=!0}}}}else return re.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return re.errors=a,e===
0}re.evaluated={props:{source:!0,bytes:!0,storedBytes:!0,preparation:!0,digests:!0},dynamicProps:!1,dynamicItems:!1};
const nr={type:"object",required:["code","message","candidates"],properties:{code:{type:"string"},message:{type:"\
string"},candidates:{type:"array",items:{type:"string"}}}};function ne(r,{instancePath:s="",parentData:k,parentDataProperty:w,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ne.evaluated;if(p.dynamicProps&&(p.props=void 0),
p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let i;if(r.code===void 0&&
(i="code")||r.message===void 0&&(i="message")||r.candidates===void 0&&(i="candidates"))return ne.errors=[{instancePath:s,
schemaPath:"#/required",keyword:"required",params:{missingProperty:i},message:"must have required property '"+
i+"'"}],!1;if(r.code!==void 0){const n=e;if(typeof r.code!="string")return ne.errors=[{instancePath:s+"/code",
schemaPath:"#/properties/code/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===
e}else var t=!0;if(t){if(r.message!==void 0){const n=e;if(typeof r.message!="string")return ne.errors=[{instancePath:s+
"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type:"string"},message:"must be strin\
g"}],!1;var t=n===e}else var t=!0;if(t)if(r.candidates!==void 0){let n=r.candidates;const u=e;if(e===u)if(Array.
isArray(n)){var o=!0;const v=n.length;for(let d=0;d<v;d++){const l=e;if(typeof n[d]!="string")return ne.errors=
[{instancePath:s+"/candidates/"+d,schemaPath:"#/properties/candidates/items/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var o=l===e;if(!o)break}}else return ne.errors=[{instancePath:s+"/candi\
dates",schemaPath:"#/properties/candidates/type",keyword:"type",params:{type:"array"},message:"must be array"}],
!1;var t=u===e}else var t=!0}}else return ne.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{
type:"object"},message:"must be object"}],!1;return ne.errors=a,e===0}ne.evaluated={props:{code:!0,message:!0,
candidates:!0},dynamicProps:!1,dynamicItems:!1};const Je={type:"object",required:["images","members","namesake\
s","owners"],properties:{images:{type:"object",additionalProperties:{type:"string"}},members:{type:"object",additionalProperties:{
type:"string"}},namesakes:{type:"array",items:{type:"string"}},owners:{type:"array",items:{type:["string","nul\
l"]}}}};function M(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=M.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let h;if(r.images===void 0&&(h="images")||r.members===void 0&&(h=
"members")||r.namesakes===void 0&&(h="namesakes")||r.owners===void 0&&(h="owners"))return M.errors=[{instancePath:s,
schemaPath:"#/required",keyword:"required",params:{missingProperty:h},message:"must have required property '"+
h+"'"}],!1;if(r.images!==void 0){let v=r.images;const d=e;if(e===d)if(v&&typeof v=="object"&&!Array.isArray(v))
for(const l in v){const c=e;if(typeof v[l]!="string")return M.errors=[{instancePath:s+"/images/"+l.replace(/~/g,
"~0").replace(/\//g,"~1"),schemaPath:"#/properties/images/additionalProperties/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=c===e;if(!t)break}else return M.errors=[{instancePath:s+"/images",
schemaPath:"#/properties/images/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var o=d===
e}else var o=!0;if(o){if(r.members!==void 0){let v=r.members;const d=e;if(e===d)if(v&&typeof v=="object"&&!Array.
isArray(v))for(const c in v){const P=e;if(typeof v[c]!="string")return M.errors=[{instancePath:s+"/members/"+c.
replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/members/additionalProperties/type",keyword:"ty\
pe",params:{type:"string"},message:"must be string"}],!1;var i=P===e;if(!i)break}else return M.errors=[{instancePath:s+
"/members",schemaPath:"#/properties/members/type",keyword:"type",params:{type:"object"},message:"must be objec\
t"}],!1;var o=d===e}else var o=!0;if(o){if(r.namesakes!==void 0){let v=r.namesakes;const d=e;if(e===d)if(Array.
isArray(v)){var n=!0;const c=v.length;for(let P=0;P<c;P++){const $=e;if(typeof v[P]!="string")return M.errors=
[{instancePath:s+"/namesakes/"+P,schemaPath:"#/properties/namesakes/items/type",keyword:"type",params:{type:"s\
tring"},message:"must be string"}],!1;var n=$===e;if(!n)break}}else return M.errors=[{instancePath:s+"/namesak\
es",schemaPath:"#/properties/namesakes/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;
var o=d===e}else var o=!0;if(o)if(r.owners!==void 0){let v=r.owners;const d=e;if(e===d)if(Array.isArray(v)){var u=!0;
const c=v.length;for(let P=0;P<c;P++){let $=v[P];const m=e;if(typeof $!="string"&&$!==null)return M.errors=[{instancePath:s+
"/owners/"+P,schemaPath:"#/properties/owners/items/type",keyword:"type",params:{type:Je.properties.owners.items.
type},message:"must be string,null"}],!1;var u=m===e;if(!u)break}}else return M.errors=[{instancePath:s+"/owne\
rs",schemaPath:"#/properties/owners/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var o=d===
e}else var o=!0}}}else return M.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"objec\
t"},message:"must be object"}],!1;return M.errors=a,e===0}M.evaluated={props:{images:!0,members:!0,namesakes:!0,
owners:!0},dynamicProps:!1,dynamicItems:!1};const or={type:"object",required:["kind"],discriminator:{propertyName:"\
kind"},oneOf:[{$ref:"#/$defs/compareStep"},{$ref:"#/$defs/stageStep"},{$ref:"#/$defs/resumeStep"},{$ref:"#/$de\
fs/uploadStep"},{$ref:"#/$defs/recordStep"},{$ref:"#/$defs/copyToStoresStep"},{$ref:"#/$defs/checkStep"},{$ref:"\
#/$defs/shareStep"},{$ref:"#/$defs/deactivateStep"},{$ref:"#/$defs/reactivateStep"},{$ref:"#/$defs/recheckStep"},
{$ref:"#/$defs/downloadBackupStep"},{$ref:"#/$defs/publishStep"},{$ref:"#/$defs/retireStep"},{$ref:"#/$defs/up\
dateStep"},{$ref:"#/$defs/membersStep"},{$ref:"#/$defs/deleteStep"}]},xe={type:"object",required:["kind","id",
"digests","read","bytes","same","refused"],properties:{kind:{const:"compare"},id:{type:"string",minLength:1,maxLength:255},
digests:{$ref:"#/$defs/digests"},read:{oneOf:[{const:"image"},{$ref:"#/$defs/source"}]},bytes:{type:["integer",
"null"],minimum:0},same:{type:"array",items:{$ref:"#/$defs/step"}},refused:{type:["string","null"]}}},pr={type:"\
object",required:["kind"],discriminator:{propertyName:"kind"},oneOf:[{$ref:"#/$defs/fileSource"},{$ref:"#/$def\
s/httpSource"},{$ref:"#/$defs/glanceSource"},{$ref:"#/$defs/alternativesSource"}]},mr={type:"object",required:[
"kind","path"],properties:{kind:{const:"file"},path:{type:"string",minLength:1}}};function X(r,{instancePath:s="",
parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=X.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let o;if(r.kind===void 0&&(o="kind")||r.path===void 0&&(o="path"))return X.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
kind!==void 0){const i=e;if(r.kind!=="file")return X.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/\
kind/const",keyword:"const",params:{allowedValue:"file"},message:"must be equal to constant"}],!1;var t=i===e}else
var t=!0;if(t)if(r.path!==void 0){let i=r.path;const n=e;if(e===n)if(typeof i=="string"){if(q(i)<1)return X.errors=
[{instancePath:s+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit:1},message:"\
must NOT have fewer than 1 characters"}],!1}else return X.errors=[{instancePath:s+"/path",schemaPath:"#/proper\
ties/path/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0}else
return X.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return X.errors=a,e===0}X.evaluated={props:{kind:!0,path:!0},dynamicProps:!1,dynamicItems:!1};const ur={
type:"object",required:["kind","url"],properties:{kind:{const:"http"},url:{type:"string",pattern:"^[Hh][Tt][Tt\
][Pp][Ss]?://"},cachedAt:{type:"string",minLength:1},cachedBelow:{type:"string",minLength:1},queryDigest:{type:"\
string",pattern:"^[0-9a-f]{16}$"},needsAuth:{const:!0}}},Qe=new RegExp("^[Hh][Tt][Tt][Pp][Ss]?://","u"),Ue=new RegExp(
"^[0-9a-f]{16}$","u");function E(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=E.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.url===void 0&&(o="url"))return E.
errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must ha\
ve required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="http")return E.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"http"},message:"must be equ\
al to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.url!==void 0){let i=r.url;const n=e;if(e===n)if(typeof i==
"string"){if(!Qe.test(i))return E.errors=[{instancePath:s+"/url",schemaPath:"#/properties/url/pattern",keyword:"\
pattern",params:{pattern:"^[Hh][Tt][Tt][Pp][Ss]?://"},message:'must match pattern "^[Hh][Tt][Tt][Pp][Ss]?://"'}],
!1}else return E.errors=[{instancePath:s+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.cachedAt!==void 0){let i=r.cachedAt;
const n=e;if(e===n)if(typeof i=="string"){if(q(i)<1)return E.errors=[{instancePath:s+"/cachedAt",schemaPath:"#\
/properties/cachedAt/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 chara\
cters"}],!1}else return E.errors=[{instancePath:s+"/cachedAt",schemaPath:"#/properties/cachedAt/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.cachedBelow!==
void 0){let i=r.cachedBelow;const n=e;if(e===n)if(typeof i=="string"){if(q(i)<1)return E.errors=[{instancePath:s+
"/cachedBelow",schemaPath:"#/properties/cachedBelow/minLength",keyword:"minLength",params:{limit:1},message:"m\
ust NOT have fewer than 1 characters"}],!1}else return E.errors=[{instancePath:s+"/cachedBelow",schemaPath:"#/\
properties/cachedBelow/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else
var t=!0;if(t){if(r.queryDigest!==void 0){let i=r.queryDigest;const n=e;if(e===n)if(typeof i=="string"){if(!Ue.
test(i))return E.errors=[{instancePath:s+"/queryDigest",schemaPath:"#/properties/queryDigest/pattern",keyword:"\
pattern",params:{pattern:"^[0-9a-f]{16}$"},message:'must match pattern "^[0-9a-f]{16}$"'}],!1}else return E.errors=
[{instancePath:s+"/queryDigest",schemaPath:"#/properties/queryDigest/type",keyword:"type",params:{type:"string"},
message:"must be string"}],!1;var t=n===e}else var t=!0;if(t)if(r.needsAuth!==void 0){const i=e;if(r.needsAuth!==
!0)return E.errors=[{instancePath:s+"/needsAuth",schemaPath:"#/properties/needsAuth/const",keyword:"const",params:{
allowedValue:!0},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0}}}}}else return E.errors=[
{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return E.
errors=a,e===0}E.evaluated={props:{kind:!0,url:!0,cachedAt:!0,cachedBelow:!0,queryDigest:!0,needsAuth:!0},dynamicProps:!1,
dynamicItems:!1};const Fe={type:"object",required:["kind","cloud","region","image"],properties:{kind:{const:"g\
lance"},cloud:{type:["string","null"]},region:{type:["string","null"]},image:{type:"string",minLength:1}}};function te(r,{
instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=te.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.cloud===void 0&&(o="cloud")||r.region===void 0&&(o=
"region")||r.image===void 0&&(o="image"))return te.errors=[{instancePath:s,schemaPath:"#/required",keyword:"re\
quired",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;
if(r.kind!=="glance")return te.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"c\
onst",params:{allowedValue:"glance"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){
if(r.cloud!==void 0){let i=r.cloud;const n=e;if(typeof i!="string"&&i!==null)return te.errors=[{instancePath:s+
"/cloud",schemaPath:"#/properties/cloud/type",keyword:"type",params:{type:Fe.properties.cloud.type},message:"m\
ust be string,null"}],!1;var t=n===e}else var t=!0;if(t){if(r.region!==void 0){let i=r.region;const n=e;if(typeof i!=
"string"&&i!==null)return te.errors=[{instancePath:s+"/region",schemaPath:"#/properties/region/type",keyword:"\
type",params:{type:Fe.properties.region.type},message:"must be string,null"}],!1;var t=n===e}else var t=!0;if(t)
if(r.image!==void 0){let i=r.image;const n=e;if(e===n)if(typeof i=="string"){if(q(i)<1)return te.errors=[{instancePath:s+
"/image",schemaPath:"#/properties/image/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have\
 fewer than 1 characters"}],!1}else return te.errors=[{instancePath:s+"/image",schemaPath:"#/properties/image/\
type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0}}}else return te.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;
return te.errors=a,e===0}te.evaluated={props:{kind:!0,cloud:!0,region:!0,image:!0},dynamicProps:!1,dynamicItems:!1};
const lr={type:"object",required:["kind","places"],properties:{kind:{const:"alternatives"},places:{type:"array",
minItems:1,items:{type:"object",required:["kind"],discriminator:{propertyName:"kind"},oneOf:[{$ref:"#/$defs/fi\
leSource"},{$ref:"#/$defs/httpSource"}]}}}};function J(r,{instancePath:s="",parentData:k,parentDataProperty:w,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=J.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let n;if(r.kind===void 0&&(n=
"kind")||r.places===void 0&&(n="places"))return J.errors=[{instancePath:s,schemaPath:"#/required",keyword:"req\
uired",params:{missingProperty:n},message:"must have required property '"+n+"'"}],!1;if(r.kind!==void 0){const u=e;
if(r.kind!=="alternatives")return J.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"\
const",params:{allowedValue:"alternatives"},message:"must be equal to constant"}],!1;var t=u===e}else var t=!0;
if(t)if(r.places!==void 0){let u=r.places;const h=e;if(e===h)if(Array.isArray(u)){if(u.length<1)return J.errors=
[{instancePath:s+"/places",schemaPath:"#/properties/places/minItems",keyword:"minItems",params:{limit:1},message:"\
must NOT have fewer than 1 items"}],!1;{var o=!0;const d=u.length;for(let l=0;l<d;l++){let c=u[l];const P=e;if(e===
P)if(c&&typeof c=="object"&&!Array.isArray(c)){let m;if(c.kind===void 0&&(m="kind"))return J.errors=[{instancePath:s+
"/places/"+l,schemaPath:"#/properties/places/items/required",keyword:"required",params:{missingProperty:m},message:"\
must have required property '"+m+"'"}],!1;{const b=c.kind;if(typeof b=="string")if(b==="file"){X(c,{instancePath:s+
"/places/"+l,parentData:u,parentDataProperty:l,rootData:f,dynamicAnchors:y})||(a=a===null?X.errors:a.concat(X.
errors),e=a.length);var i={};i.kind=!0,i.path=!0}else if(b==="http")E(c,{instancePath:s+"/places/"+l,parentData:u,
parentDataProperty:l,rootData:f,dynamicAnchors:y})||(a=a===null?E.errors:a.concat(E.errors),e=a.length),i!==!0&&
(i=i||{},i.kind=!0,i.url=!0,i.cachedAt=!0,i.cachedBelow=!0,i.queryDigest=!0,i.needsAuth=!0);else return J.errors=
[{instancePath:s+"/places/"+l,schemaPath:"#/properties/places/items/discriminator",keyword:"discriminator",params:{
error:"mapping",tag:"kind",tagValue:b},message:'value of tag "kind" must be in oneOf'}],!1;else return J.errors=
[{instancePath:s+"/places/"+l,schemaPath:"#/properties/places/items/discriminator",keyword:"discriminator",params:{
error:"tag",tag:"kind",tagValue:b},message:'tag "kind" must be string'}],!1}}else return J.errors=[{instancePath:s+
"/places/"+l,schemaPath:"#/properties/places/items/type",keyword:"type",params:{type:"object"},message:"must b\
e object"}],!1;var o=P===e;if(!o)break}}}else return J.errors=[{instancePath:s+"/places",schemaPath:"#/propert\
ies/places/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=h===e}else var t=!0}else
return J.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return J.errors=a,e===0}J.evaluated={props:{kind:!0,places:!0},dynamicProps:!1,dynamicItems:!1};function se(r,{
instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=se.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind"))return se.errors=[{instancePath:s,schemaPath:"#/requir\
ed",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;{const i=r.
kind;if(typeof i=="string")if(i==="file"){X(r,{instancePath:s,parentData:k,parentDataProperty:w,rootData:f,dynamicAnchors:y})||
(a=a===null?X.errors:a.concat(X.errors),e=a.length);var t={};t.kind=!0,t.path=!0}else if(i==="http")E(r,{instancePath:s,
parentData:k,parentDataProperty:w,rootData:f,dynamicAnchors:y})||(a=a===null?E.errors:a.concat(E.errors),e=a.length),
t!==!0&&(t=t||{},t.kind=!0,t.url=!0,t.cachedAt=!0,t.cachedBelow=!0,t.queryDigest=!0,t.needsAuth=!0);else if(i===
"glance")te(r,{instancePath:s,parentData:k,parentDataProperty:w,rootData:f,dynamicAnchors:y})||(a=a===null?te.
errors:a.concat(te.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.cloud=!0,t.region=!0,t.image=!0);else if(i===
"alternatives")J(r,{instancePath:s,parentData:k,parentDataProperty:w,rootData:f,dynamicAnchors:y})||(a=a===null?
J.errors:a.concat(J.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.places=!0);else return se.errors=[{instancePath:s,
schemaPath:"#/discriminator",keyword:"discriminator",params:{error:"mapping",tag:"kind",tagValue:i},message:'v\
alue of tag "kind" must be in oneOf'}],!1;else return se.errors=[{instancePath:s,schemaPath:"#/discriminator",
keyword:"discriminator",params:{error:"tag",tag:"kind",tagValue:i},message:'tag "kind" must be string'}],!1}}else
return se.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"}],!1;return se.errors=a,p.props=t,e===0}se.evaluated={dynamicProps:!0,dynamicItems:!1};const Ae={validate:ye};
function W(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=W.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let n;if(r.kind===void 0&&(n="kind")||r.id===void 0&&(n="id")||r.digests===void 0&&
(n="digests")||r.read===void 0&&(n="read")||r.bytes===void 0&&(n="bytes")||r.same===void 0&&(n="same")||r.refused===
void 0&&(n="refused"))return W.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:n},
message:"must have required property '"+n+"'"}],!1;if(r.kind!==void 0){const u=e;if(r.kind!=="compare")return W.
errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"com\
pare"},message:"must be equal to constant"}],!1;var t=u===e}else var t=!0;if(t){if(r.id!==void 0){let u=r.id;const h=e;
if(e===h)if(typeof u=="string"){if(q(u)>255)return W.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id\
/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(q(
u)<1)return W.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return W.errors=[{instancePath:s+"/id",schemaPath:"\
#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=h===e}else var t=!0;
if(t){if(r.digests!==void 0){const u=e;x(r.digests,{instancePath:s+"/digests",parentData:r,parentDataProperty:"\
digests",rootData:f,dynamicAnchors:y})||(a=a===null?x.errors:a.concat(x.errors),e=a.length);var t=u===e}else var t=!0;
if(t){if(r.read!==void 0){let u=r.read;const h=e,v=e;let d=!1,l=null;const c=e;if(u!=="image"){const m={instancePath:s+
"/read",schemaPath:"#/properties/read/oneOf/0/const",keyword:"const",params:{allowedValue:"image"},message:"mu\
st be equal to constant"};a===null?a=[m]:a.push(m),e++}var o=c===e;o&&(d=!0,l=0);const P=e;se(u,{instancePath:s+
"/read",parentData:r,parentDataProperty:"read",rootData:f,dynamicAnchors:y})||(a=a===null?se.errors:a.concat(se.
errors),e=a.length);var o=P===e;if(o&&d?(d=!1,l=[l,1]):o&&(d=!0,l=1),d)e=v,a!==null&&(v?a.length=v:a=null);else{
const m={instancePath:s+"/read",schemaPath:"#/properties/read/oneOf",keyword:"oneOf",params:{passingSchemas:l},
message:"must match exactly one schema in oneOf"};return a===null?a=[m]:a.push(m),e++,W.errors=a,!1}var t=h===
e}else var t=!0;if(t){if(r.bytes!==void 0){let u=r.bytes;const h=e;if(!(typeof u=="number"&&!(u%1)&&!isNaN(u)&&
isFinite(u))&&u!==null)return W.errors=[{instancePath:s+"/bytes",schemaPath:"#/properties/bytes/type",keyword:"\
type",params:{type:xe.properties.bytes.type},message:"must be integer,null"}],!1;if(e===h&&typeof u=="number"&&
isFinite(u)&&(u<0||isNaN(u)))return W.errors=[{instancePath:s+"/bytes",schemaPath:"#/properties/bytes/minimum",
keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=h===e}else var t=!0;if(t){
if(r.same!==void 0){let u=r.same;const h=e;if(e===h)if(Array.isArray(u)){var i=!0;const d=u.length;for(let l=0;l<
d;l++){const c=e;Ae.validate(u[l],{instancePath:s+"/same/"+l,parentData:u,parentDataProperty:l,rootData:f,dynamicAnchors:y})||
(a=a===null?Ae.validate.errors:a.concat(Ae.validate.errors),e=a.length);var i=c===e;if(!i)break}}else return W.
errors=[{instancePath:s+"/same",schemaPath:"#/properties/same/type",keyword:"type",params:{type:"array"},message:"\
must be array"}],!1;var t=h===e}else var t=!0;if(t)if(r.refused!==void 0){let u=r.refused;const h=e;if(typeof u!=
"string"&&u!==null)return W.errors=[{instancePath:s+"/refused",schemaPath:"#/properties/refused/type",keyword:"\
type",params:{type:xe.properties.refused.type},message:"must be string,null"}],!1;var t=h===e}else var t=!0}}}}}}else
return W.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return W.errors=a,e===0}W.evaluated={props:{kind:!0,id:!0,digests:!0,read:!0,bytes:!0,same:!0,refused:!0},
dynamicProps:!1,dynamicItems:!1};const dr={type:"object",required:["kind","attributes"],properties:{kind:{const:"\
stage"},attributes:{$ref:"#/$defs/attributes"},references:{$ref:"#/$defs/references"}}},Xe={type:"object",required:[],
properties:{id:{type:"string",minLength:1,maxLength:255},name:{type:"string",maxLength:255},visibility:{enum:[
"public","community","shared","private"]},hidden:{type:"boolean"},protected:{type:"boolean"},owner:{type:"stri\
ng"},diskFormat:{type:"string"},containerFormat:{type:"string"},minDisk:{type:"integer",minimum:0},minRam:{type:"\
integer",minimum:0},description:{type:"string"},tags:{type:"array",items:{type:"string"}},properties:{type:"ob\
ject",additionalProperties:{type:"string"}}}};function I(r,{instancePath:s="",parentData:k,parentDataProperty:w,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=I.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.id!==void 0){let n=r.id;
const u=e;if(e===u)if(typeof n=="string"){if(q(n)>255)return I.errors=[{instancePath:s+"/id",schemaPath:"#/pro\
perties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],
!1;if(q(n)<1)return I.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",
params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return I.errors=[{instancePath:s+"/\
id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=u===
e}else var t=!0;if(t){if(r.name!==void 0){let n=r.name;const u=e;if(e===u)if(typeof n=="string"){if(q(n)>255)return I.
errors=[{instancePath:s+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit:255},
message:"must NOT have more than 255 characters"}],!1}else return I.errors=[{instancePath:s+"/name",schemaPath:"\
#/properties/name/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=u===e}else var t=!0;
if(t){if(r.visibility!==void 0){let n=r.visibility;const u=e;if(!(n==="public"||n==="community"||n==="shared"||
n==="private"))return I.errors=[{instancePath:s+"/visibility",schemaPath:"#/properties/visibility/enum",keyword:"\
enum",params:{allowedValues:Xe.properties.visibility.enum},message:"must be equal to one of the allowed values"}],
!1;var t=u===e}else var t=!0;if(t){if(r.hidden!==void 0){const n=e;if(typeof r.hidden!="boolean")return I.errors=
[{instancePath:s+"/hidden",schemaPath:"#/properties/hidden/type",keyword:"type",params:{type:"boolean"},message:"\
must be boolean"}],!1;var t=n===e}else var t=!0;if(t){if(r.protected!==void 0){const n=e;if(typeof r.protected!=
"boolean")return I.errors=[{instancePath:s+"/protected",schemaPath:"#/properties/protected/type",keyword:"type",
params:{type:"boolean"},message:"must be boolean"}],!1;var t=n===e}else var t=!0;if(t){if(r.owner!==void 0){const n=e;
if(typeof r.owner!="string")return I.errors=[{instancePath:s+"/owner",schemaPath:"#/properties/owner/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.diskFormat!==void 0){
const n=e;if(typeof r.diskFormat!="string")return I.errors=[{instancePath:s+"/diskFormat",schemaPath:"#/proper\
ties/diskFormat/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;
if(t){if(r.containerFormat!==void 0){const n=e;if(typeof r.containerFormat!="string")return I.errors=[{instancePath:s+
"/containerFormat",schemaPath:"#/properties/containerFormat/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.minDisk!==void 0){let n=r.minDisk;const u=e;if(!(typeof n==
"number"&&!(n%1)&&!isNaN(n)&&isFinite(n)))return I.errors=[{instancePath:s+"/minDisk",schemaPath:"#/properties\
/minDisk/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===u&&typeof n=="numb\
er"&&isFinite(n)&&(n<0||isNaN(n)))return I.errors=[{instancePath:s+"/minDisk",schemaPath:"#/properties/minDisk\
/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=u===e}else var t=!0;
if(t){if(r.minRam!==void 0){let n=r.minRam;const u=e;if(!(typeof n=="number"&&!(n%1)&&!isNaN(n)&&isFinite(n)))
return I.errors=[{instancePath:s+"/minRam",schemaPath:"#/properties/minRam/type",keyword:"type",params:{type:"\
integer"},message:"must be integer"}],!1;if(e===u&&typeof n=="number"&&isFinite(n)&&(n<0||isNaN(n)))return I.errors=
[{instancePath:s+"/minRam",schemaPath:"#/properties/minRam/minimum",keyword:"minimum",params:{comparison:">=",
limit:0},message:"must be >= 0"}],!1;var t=u===e}else var t=!0;if(t){if(r.description!==void 0){const n=e;if(typeof r.
description!="string")return I.errors=[{instancePath:s+"/description",schemaPath:"#/properties/description/typ\
e",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.tags!==
void 0){let n=r.tags;const u=e;if(e===u)if(Array.isArray(n)){var o=!0;const v=n.length;for(let d=0;d<v;d++){const l=e;
if(typeof n[d]!="string")return I.errors=[{instancePath:s+"/tags/"+d,schemaPath:"#/properties/tags/items/type",
keyword:"type",params:{type:"string"},message:"must be string"}],!1;var o=l===e;if(!o)break}}else return I.errors=
[{instancePath:s+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type:"array"},message:"mus\
t be array"}],!1;var t=u===e}else var t=!0;if(t)if(r.properties!==void 0){let n=r.properties;const u=e;if(e===
u)if(n&&typeof n=="object"&&!Array.isArray(n))for(const v in n){const d=e;if(typeof n[v]!="string")return I.errors=
[{instancePath:s+"/properties/"+v.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/properties/a\
dditionalProperties/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var i=d===e;if(!i)
break}else return I.errors=[{instancePath:s+"/properties",schemaPath:"#/properties/properties/type",keyword:"t\
ype",params:{type:"object"},message:"must be object"}],!1;var t=u===e}else var t=!0}}}}}}}}}}}}else return I.errors=
[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return I.
errors=a,e===0}I.evaluated={props:{id:!0,name:!0,visibility:!0,hidden:!0,protected:!0,owner:!0,diskFormat:!0,containerFormat:!0,
minDisk:!0,minRam:!0,description:!0,tags:!0,properties:!0},dynamicProps:!1,dynamicItems:!1};const fr={type:"ob\
ject",additionalProperties:{type:"string",minLength:1}};function Q(r,{instancePath:s="",parentData:k,parentDataProperty:w,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=Q.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r))for(const o in r){let i=r[o];
const n=e;if(e===n)if(typeof i=="string"){if(q(i)<1)return Q.errors=[{instancePath:s+"/"+o.replace(/~/g,"~0").
replace(/\//g,"~1"),schemaPath:"#/additionalProperties/minLength",keyword:"minLength",params:{limit:1},message:"\
must NOT have fewer than 1 characters"}],!1}else return Q.errors=[{instancePath:s+"/"+o.replace(/~/g,"~0").replace(
/\//g,"~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type:"string"},message:"must be st\
ring"}],!1;var t=n===e;if(!t)break}else return Q.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{
type:"object"},message:"must be object"}],!1;return Q.errors=a,e===0}Q.evaluated={props:!0,dynamicProps:!1,dynamicItems:!1};
function ge(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=ge.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.attributes===void 0&&(o="attributes"))return ge.
errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must ha\
ve required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="stage")return ge.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"stage"},message:"must be eq\
ual to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.attributes!==void 0){const i=e;I(r.attributes,{instancePath:s+
"/attributes",parentData:r,parentDataProperty:"attributes",rootData:f,dynamicAnchors:y})||(a=a===null?I.errors:
a.concat(I.errors),e=a.length);var t=i===e}else var t=!0;if(t)if(r.references!==void 0){const i=e;Q(r.references,
{instancePath:s+"/references",parentData:r,parentDataProperty:"references",rootData:f,dynamicAnchors:y})||(a=a===
null?Q.errors:a.concat(Q.errors),e=a.length);var t=i===e}else var t=!0}}else return ge.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return ge.errors=a,e===
0}ge.evaluated={props:{kind:!0,attributes:!0,references:!0},dynamicProps:!1,dynamicItems:!1};const yr={type:"o\
bject",required:["kind","id"],properties:{kind:{const:"resume"},id:{type:"string",minLength:1,maxLength:255},freedBy:{
$ref:"#/$defs/freedBy"}}},cr={type:"string",minLength:1};function de(r,{instancePath:s="",parentData:k,parentDataProperty:w,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=de.evaluated;if(p.dynamicProps&&(p.props=void 0),
p.dynamicItems&&(p.items=void 0),e===0)if(typeof r=="string"){if(q(r)<1)return de.errors=[{instancePath:s,schemaPath:"\
#/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return de.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
return de.errors=a,e===0}de.evaluated={dynamicProps:!1,dynamicItems:!1};function oe(r,{instancePath:s="",parentData:k,
parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=oe.evaluated;if(p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.
kind===void 0&&(o="kind")||r.id===void 0&&(o="id"))return oe.errors=[{instancePath:s,schemaPath:"#/required",keyword:"\
required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;
if(r.kind!=="resume")return oe.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"c\
onst",params:{allowedValue:"resume"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){
if(r.id!==void 0){let i=r.id;const n=e;if(e===n)if(typeof i=="string"){if(q(i)>255)return oe.errors=[{instancePath:s+
"/id",schemaPath:"#/properties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have mor\
e than 255 characters"}],!1;if(q(i)<1)return oe.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minL\
ength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return oe.
errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=n===e}else var t=!0;if(t)if(r.freedBy!==void 0){const i=e;de(r.freedBy,{instancePath:s+
"/freedBy",parentData:r,parentDataProperty:"freedBy",rootData:f,dynamicAnchors:y})||(a=a===null?de.errors:a.concat(
de.errors),e=a.length);var t=i===e}else var t=!0}}else return oe.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return oe.errors=a,e===0}oe.evaluated={props:{kind:!0,
id:!0,freedBy:!0},dynamicProps:!1,dynamicItems:!1};const Le={type:"object",required:["kind","source","expect",
"method","stores","detectFormat","inspect"],properties:{kind:{const:"upload"},source:{$ref:"#/$defs/source"},expect:{
type:"object",required:["digests","size","validators"],properties:{digests:{$ref:"#/$defs/digests"},size:{type:[
"integer","null"],minimum:0},validators:{oneOf:[{type:"null"},{$ref:"#/$defs/validators"}]}}},method:{enum:["u\
pload","stage","web-download"]},stores:{type:"array",items:{type:"string",minLength:1}},prepare:{$ref:"#/$defs\
/preparation"},detectPacking:{type:"boolean"},detectFormat:{type:"boolean"},inspect:{type:"object",required:["\
diskFormat","containerFormat","minDiskGiB","allow"],properties:{diskFormat:{type:["string","null"]},containerFormat:{
type:"string"},minDiskGiB:{type:"integer",minimum:0},allow:{type:"array",items:{type:"string"}}}}}},gr={type:"\
object",required:[],properties:{etag:{type:"string"},lastModified:{type:"string"},length:{type:"integer",minimum:0}}};
function fe(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=fe.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){if(r.etag!==void 0){const o=e;if(typeof r.etag!="string")return fe.errors=[{instancePath:s+
"/etag",schemaPath:"#/properties/etag/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var t=o===e}else var t=!0;if(t){if(r.lastModified!==void 0){const o=e;if(typeof r.lastModified!="string")return fe.
errors=[{instancePath:s+"/lastModified",schemaPath:"#/properties/lastModified/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=o===e}else var t=!0;if(t)if(r.length!==void 0){let o=r.length;const i=e;
if(!(typeof o=="number"&&!(o%1)&&!isNaN(o)&&isFinite(o)))return fe.errors=[{instancePath:s+"/length",schemaPath:"\
#/properties/length/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===i&&typeof o==
"number"&&isFinite(o)&&(o<0||isNaN(o)))return fe.errors=[{instancePath:s+"/length",schemaPath:"#/properties/le\
ngth/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=i===e}else var t=!0}}else
return fe.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"}],!1;return fe.errors=a,e===0}fe.evaluated={props:{etag:!0,lastModified:!0,length:!0},dynamicProps:!1,dynamicItems:!1};
function D(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=D.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let d;if(r.kind===void 0&&(d="kind")||r.source===void 0&&(d="source")||r.expect===
void 0&&(d="expect")||r.method===void 0&&(d="method")||r.stores===void 0&&(d="stores")||r.detectFormat===void 0&&
(d="detectFormat")||r.inspect===void 0&&(d="inspect"))return D.errors=[{instancePath:s,schemaPath:"#/required",
keyword:"required",params:{missingProperty:d},message:"must have required property '"+d+"'"}],!1;if(r.kind!==void 0){
const l=e;if(r.kind!=="upload")return D.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"\
const",params:{allowedValue:"upload"},message:"must be equal to constant"}],!1;var t=l===e}else var t=!0;if(t){
if(r.source!==void 0){const l=e;se(r.source,{instancePath:s+"/source",parentData:r,parentDataProperty:"source",
rootData:f,dynamicAnchors:y})||(a=a===null?se.errors:a.concat(se.errors),e=a.length);var t=l===e}else var t=!0;
if(t){if(r.expect!==void 0){let l=r.expect;const c=e;if(e===c)if(l&&typeof l=="object"&&!Array.isArray(l)){let $;
if(l.digests===void 0&&($="digests")||l.size===void 0&&($="size")||l.validators===void 0&&($="validators"))return D.
errors=[{instancePath:s+"/expect",schemaPath:"#/properties/expect/required",keyword:"required",params:{missingProperty:$},
message:"must have required property '"+$+"'"}],!1;if(l.digests!==void 0){const m=e;x(l.digests,{instancePath:s+
"/expect/digests",parentData:l,parentDataProperty:"digests",rootData:f,dynamicAnchors:y})||(a=a===null?x.errors:
a.concat(x.errors),e=a.length);var o=m===e}else var o=!0;if(o){if(l.size!==void 0){let m=l.size;const b=e;if(!(typeof m==
"number"&&!(m%1)&&!isNaN(m)&&isFinite(m))&&m!==null)return D.errors=[{instancePath:s+"/expect/size",schemaPath:"\
#/properties/expect/properties/size/type",keyword:"type",params:{type:Le.properties.expect.properties.size.type},
message:"must be integer,null"}],!1;if(e===b&&typeof m=="number"&&isFinite(m)&&(m<0||isNaN(m)))return D.errors=
[{instancePath:s+"/expect/size",schemaPath:"#/properties/expect/properties/size/minimum",keyword:"minimum",params:{
comparison:">=",limit:0},message:"must be >= 0"}],!1;var o=b===e}else var o=!0;if(o)if(l.validators!==void 0){
let m=l.validators;const b=e,O=e;let j=!1,g=null;const A=e;if(m!==null){const S={instancePath:s+"/expect/valid\
ators",schemaPath:"#/properties/expect/properties/validators/oneOf/0/type",keyword:"type",params:{type:"null"},
message:"must be null"};a===null?a=[S]:a.push(S),e++}var i=A===e;i&&(j=!0,g=0);const B=e;fe(m,{instancePath:s+
"/expect/validators",parentData:l,parentDataProperty:"validators",rootData:f,dynamicAnchors:y})||(a=a===null?fe.
errors:a.concat(fe.errors),e=a.length);var i=B===e;if(i&&j)j=!1,g=[g,1];else if(i){j=!0,g=1;var n={};n.etag=!0,
n.lastModified=!0,n.length=!0}if(j)e=O,a!==null&&(O?a.length=O:a=null);else{const S={instancePath:s+"/expect/v\
alidators",schemaPath:"#/properties/expect/properties/validators/oneOf",keyword:"oneOf",params:{passingSchemas:g},
message:"must match exactly one schema in oneOf"};return a===null?a=[S]:a.push(S),e++,D.errors=a,!1}var o=b===
e}else var o=!0}}else return D.errors=[{instancePath:s+"/expect",schemaPath:"#/properties/expect/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;var t=c===e}else var t=!0;if(t){if(r.method!==void 0){
let l=r.method;const c=e;if(!(l==="upload"||l==="stage"||l==="web-download"))return D.errors=[{instancePath:s+
"/method",schemaPath:"#/properties/method/enum",keyword:"enum",params:{allowedValues:Le.properties.method.enum},
message:"must be equal to one of the allowed values"}],!1;var t=c===e}else var t=!0;if(t){if(r.stores!==void 0){
let l=r.stores;const c=e;if(e===c)if(Array.isArray(l)){var u=!0;const $=l.length;for(let m=0;m<$;m++){let b=l[m];
const O=e;if(e===O)if(typeof b=="string"){if(q(b)<1)return D.errors=[{instancePath:s+"/stores/"+m,schemaPath:"\
#/properties/stores/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 \
characters"}],!1}else return D.errors=[{instancePath:s+"/stores/"+m,schemaPath:"#/properties/stores/items/type",
keyword:"type",params:{type:"string"},message:"must be string"}],!1;var u=O===e;if(!u)break}}else return D.errors=
[{instancePath:s+"/stores",schemaPath:"#/properties/stores/type",keyword:"type",params:{type:"array"},message:"\
must be array"}],!1;var t=c===e}else var t=!0;if(t){if(r.prepare!==void 0){const l=e;V(r.prepare,{instancePath:s+
"/prepare",parentData:r,parentDataProperty:"prepare",rootData:f,dynamicAnchors:y})||(a=a===null?V.errors:a.concat(
V.errors),e=a.length);var t=l===e}else var t=!0;if(t){if(r.detectPacking!==void 0){const l=e;if(typeof r.detectPacking!=
"boolean")return D.errors=[{instancePath:s+"/detectPacking",schemaPath:"#/properties/detectPacking/type",keyword:"\
type",params:{type:"boolean"},message:"must be boolean"}],!1;var t=l===e}else var t=!0;if(t){if(r.detectFormat!==
void 0){const l=e;if(typeof r.detectFormat!="boolean")return D.errors=[{instancePath:s+"/detectFormat",schemaPath:"\
#/properties/detectFormat/type",keyword:"type",params:{type:"boolean"},message:"must be boolean"}],!1;var t=l===
e}else var t=!0;if(t)if(r.inspect!==void 0){let l=r.inspect;const c=e;if(e===c)if(l&&typeof l=="object"&&!Array.
isArray(l)){let $;if(l.diskFormat===void 0&&($="diskFormat")||l.containerFormat===void 0&&($="containerFormat")||
l.minDiskGiB===void 0&&($="minDiskGiB")||l.allow===void 0&&($="allow"))return D.errors=[{instancePath:s+"/insp\
ect",schemaPath:"#/properties/inspect/required",keyword:"required",params:{missingProperty:$},message:"must ha\
ve required property '"+$+"'"}],!1;if(l.diskFormat!==void 0){let m=l.diskFormat;const b=e;if(typeof m!="string"&&
m!==null)return D.errors=[{instancePath:s+"/inspect/diskFormat",schemaPath:"#/properties/inspect/properties/di\
skFormat/type",keyword:"type",params:{type:Le.properties.inspect.properties.diskFormat.type},message:"must be \
string,null"}],!1;var h=b===e}else var h=!0;if(h){if(l.containerFormat!==void 0){const m=e;if(typeof l.containerFormat!=
"string")return D.errors=[{instancePath:s+"/inspect/containerFormat",schemaPath:"#/properties/inspect/properti\
es/containerFormat/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var h=m===e}else var h=!0;
if(h){if(l.minDiskGiB!==void 0){let m=l.minDiskGiB;const b=e;if(!(typeof m=="number"&&!(m%1)&&!isNaN(m)&&isFinite(
m)))return D.errors=[{instancePath:s+"/inspect/minDiskGiB",schemaPath:"#/properties/inspect/properties/minDisk\
GiB/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===b&&typeof m=="number"&&
isFinite(m)&&(m<0||isNaN(m)))return D.errors=[{instancePath:s+"/inspect/minDiskGiB",schemaPath:"#/properties/i\
nspect/properties/minDiskGiB/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],
!1;var h=b===e}else var h=!0;if(h)if(l.allow!==void 0){let m=l.allow;const b=e;if(e===b)if(Array.isArray(m)){var v=!0;
const j=m.length;for(let g=0;g<j;g++){const A=e;if(typeof m[g]!="string")return D.errors=[{instancePath:s+"/in\
spect/allow/"+g,schemaPath:"#/properties/inspect/properties/allow/items/type",keyword:"type",params:{type:"str\
ing"},message:"must be string"}],!1;var v=A===e;if(!v)break}}else return D.errors=[{instancePath:s+"/inspect/a\
llow",schemaPath:"#/properties/inspect/properties/allow/type",keyword:"type",params:{type:"array"},message:"mu\
st be array"}],!1;var h=b===e}else var h=!0}}}else return D.errors=[{instancePath:s+"/inspect",schemaPath:"#/p\
roperties/inspect/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var t=c===e}else var t=!0}}}}}}}}else
return D.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return D.errors=a,e===0}D.evaluated={props:{kind:!0,source:!0,expect:!0,method:!0,stores:!0,prepare:!0,
detectPacking:!0,detectFormat:!0,inspect:!0},dynamicProps:!1,dynamicItems:!1};const hr={type:"object",required:[
"kind","image"],properties:{kind:{const:"record"},image:{$ref:"#/$defs/subject"}}},vr={oneOf:[{const:"staged"},
{type:"object",required:["id"],properties:{id:{type:"string",minLength:1,maxLength:255}}}]};function G(r,{instancePath:s="",
parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=G.evaluated;p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0);const t=e;let o=!1,i=null;const n=e;if(r!=="staged"){const d={
instancePath:s,schemaPath:"#/oneOf/0/const",keyword:"const",params:{allowedValue:"staged"},message:"must be eq\
ual to constant"};a===null?a=[d]:a.push(d),e++}var h=n===e;h&&(o=!0,i=0);const u=e;if(e===u)if(r&&typeof r=="o\
bject"&&!Array.isArray(r)){let d;if(r.id===void 0&&(d="id")){const l={instancePath:s,schemaPath:"#/oneOf/1/req\
uired",keyword:"required",params:{missingProperty:d},message:"must have required property '"+d+"'"};a===null?a=
[l]:a.push(l),e++}else if(r.id!==void 0){let l=r.id;if(e===e)if(typeof l=="string"){if(q(l)>255){const P={instancePath:s+
"/id",schemaPath:"#/oneOf/1/properties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT \
have more than 255 characters"};a===null?a=[P]:a.push(P),e++}else if(q(l)<1){const P={instancePath:s+"/id",schemaPath:"\
#/oneOf/1/properties/id/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 ch\
aracters"};a===null?a=[P]:a.push(P),e++}}else{const P={instancePath:s+"/id",schemaPath:"#/oneOf/1/properties/i\
d/type",keyword:"type",params:{type:"string"},message:"must be string"};a===null?a=[P]:a.push(P),e++}}}else{const d={
instancePath:s,schemaPath:"#/oneOf/1/type",keyword:"type",params:{type:"object"},message:"must be object"};a===
null?a=[d]:a.push(d),e++}var h=u===e;if(h&&o)o=!1,i=[i,1];else if(h){o=!0,i=1;var v={};v.id=!0}if(o)e=t,a!==null&&
(t?a.length=t:a=null);else{const d={instancePath:s,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas:i},
message:"must match exactly one schema in oneOf"};return a===null?a=[d]:a.push(d),e++,G.errors=a,!1}return G.errors=
a,p.props=v,e===0}G.evaluated={dynamicProps:!0,dynamicItems:!1};function he(r,{instancePath:s="",parentData:k,
parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=he.evaluated;if(p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.
kind===void 0&&(o="kind")||r.image===void 0&&(o="image"))return he.errors=[{instancePath:s,schemaPath:"#/requi\
red",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.kind!==
void 0){const i=e;if(r.kind!=="record")return he.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind\
/const",keyword:"const",params:{allowedValue:"record"},message:"must be equal to constant"}],!1;var t=i===e}else
var t=!0;if(t)if(r.image!==void 0){const i=e;G(r.image,{instancePath:s+"/image",parentData:r,parentDataProperty:"\
image",rootData:f,dynamicAnchors:y})||(a=a===null?G.errors:a.concat(G.errors),e=a.length);var t=i===e}else var t=!0}else
return he.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"}],!1;return he.errors=a,e===0}he.evaluated={props:{kind:!0,image:!0},dynamicProps:!1,dynamicItems:!1};const br={
type:"object",required:["kind","image","stores"],properties:{kind:{const:"copy-to-stores"},image:{$ref:"#/$def\
s/subject"},stores:{type:"array",items:{type:"string",minLength:1}}}};function pe(r,{instancePath:s="",parentData:k,
parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=pe.evaluated;if(p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let i;if(r.
kind===void 0&&(i="kind")||r.image===void 0&&(i="image")||r.stores===void 0&&(i="stores"))return pe.errors=[{instancePath:s,
schemaPath:"#/required",keyword:"required",params:{missingProperty:i},message:"must have required property '"+
i+"'"}],!1;if(r.kind!==void 0){const n=e;if(r.kind!=="copy-to-stores")return pe.errors=[{instancePath:s+"/kind",
schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"copy-to-stores"},message:"must be e\
qual to constant"}],!1;var t=n===e}else var t=!0;if(t){if(r.image!==void 0){const n=e;G(r.image,{instancePath:s+
"/image",parentData:r,parentDataProperty:"image",rootData:f,dynamicAnchors:y})||(a=a===null?G.errors:a.concat(
G.errors),e=a.length);var t=n===e}else var t=!0;if(t)if(r.stores!==void 0){let n=r.stores;const u=e;if(e===u)if(Array.
isArray(n)){var o=!0;const v=n.length;for(let d=0;d<v;d++){let l=n[d];const c=e;if(e===c)if(typeof l=="string"){
if(q(l)<1)return pe.errors=[{instancePath:s+"/stores/"+d,schemaPath:"#/properties/stores/items/minLength",keyword:"\
minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return pe.errors=[{instancePath:s+
"/stores/"+d,schemaPath:"#/properties/stores/items/type",keyword:"type",params:{type:"string"},message:"must b\
e string"}],!1;var o=c===e;if(!o)break}}else return pe.errors=[{instancePath:s+"/stores",schemaPath:"#/propert\
ies/stores/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=u===e}else var t=!0}}else
return pe.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"}],!1;return pe.errors=a,e===0}pe.evaluated={props:{kind:!0,image:!0,stores:!0},dynamicProps:!1,dynamicItems:!1};
const Oe={type:"object",required:["kind","command","directory","timeout","keep","member"],properties:{kind:{const:"\
check"},command:{type:"array",minItems:1,items:{type:"string",pattern:"^[^\\u0000]*$"}},directory:{type:["stri\
ng","null"],pattern:"^/[^\\u0000]*$"},timeout:{type:"number",exclusiveMinimum:0},keep:{type:"boolean"},member:{
type:["string","null"],minLength:1,maxLength:255}}},Ye=new RegExp("^[^\\u0000]*$","u"),Ze=new RegExp("^/[^\\u00\
00]*$","u");function R(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=R.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let i;if(r.kind===void 0&&(i="kind")||r.command===void 0&&(i="com\
mand")||r.directory===void 0&&(i="directory")||r.timeout===void 0&&(i="timeout")||r.keep===void 0&&(i="keep")||
r.member===void 0&&(i="member"))return R.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{
missingProperty:i},message:"must have required property '"+i+"'"}],!1;if(r.kind!==void 0){const n=e;if(r.kind!==
"check")return R.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{
allowedValue:"check"},message:"must be equal to constant"}],!1;var t=n===e}else var t=!0;if(t){if(r.command!==
void 0){let n=r.command;const u=e;if(e===u)if(Array.isArray(n)){if(n.length<1)return R.errors=[{instancePath:s+
"/command",schemaPath:"#/properties/command/minItems",keyword:"minItems",params:{limit:1},message:"must NOT ha\
ve fewer than 1 items"}],!1;{var o=!0;const v=n.length;for(let d=0;d<v;d++){let l=n[d];const c=e;if(e===c)if(typeof l==
"string"){if(!Ye.test(l))return R.errors=[{instancePath:s+"/command/"+d,schemaPath:"#/properties/command/items\
/pattern",keyword:"pattern",params:{pattern:"^[^\\u0000]*$"},message:'must match pattern "^[^\\u0000]*$"'}],!1}else
return R.errors=[{instancePath:s+"/command/"+d,schemaPath:"#/properties/command/items/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var o=c===e;if(!o)break}}}else return R.errors=[{instancePath:s+"\
/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type:"array"},message:"must be array"}],
!1;var t=u===e}else var t=!0;if(t){if(r.directory!==void 0){let n=r.directory;const u=e;if(typeof n!="string"&&
n!==null)return R.errors=[{instancePath:s+"/directory",schemaPath:"#/properties/directory/type",keyword:"type",
params:{type:Oe.properties.directory.type},message:"must be string,null"}],!1;if(e===u&&typeof n=="string"&&!Ze.
test(n))return R.errors=[{instancePath:s+"/directory",schemaPath:"#/properties/directory/pattern",keyword:"pat\
tern",params:{pattern:"^/[^\\u0000]*$"},message:'must match pattern "^/[^\\u0000]*$"'}],!1;var t=u===e}else var t=!0;
if(t){if(r.timeout!==void 0){let n=r.timeout;const u=e;if(e===u)if(typeof n=="number"&&isFinite(n)){if(n<=0||isNaN(
n))return R.errors=[{instancePath:s+"/timeout",schemaPath:"#/properties/timeout/exclusiveMinimum",keyword:"exc\
lusiveMinimum",params:{comparison:">",limit:0},message:"must be > 0"}],!1}else return R.errors=[{instancePath:s+
"/timeout",schemaPath:"#/properties/timeout/type",keyword:"type",params:{type:"number"},message:"must be numbe\
r"}],!1;var t=u===e}else var t=!0;if(t){if(r.keep!==void 0){const n=e;if(typeof r.keep!="boolean")return R.errors=
[{instancePath:s+"/keep",schemaPath:"#/properties/keep/type",keyword:"type",params:{type:"boolean"},message:"m\
ust be boolean"}],!1;var t=n===e}else var t=!0;if(t)if(r.member!==void 0){let n=r.member;const u=e;if(typeof n!=
"string"&&n!==null)return R.errors=[{instancePath:s+"/member",schemaPath:"#/properties/member/type",keyword:"t\
ype",params:{type:Oe.properties.member.type},message:"must be string,null"}],!1;if(e===u&&typeof n=="string"){
if(q(n)>255)return R.errors=[{instancePath:s+"/member",schemaPath:"#/properties/member/maxLength",keyword:"max\
Length",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(q(n)<1)return R.errors=[{instancePath:s+
"/member",schemaPath:"#/properties/member/minLength",keyword:"minLength",params:{limit:1},message:"must NOT ha\
ve fewer than 1 characters"}],!1}var t=u===e}else var t=!0}}}}}else return R.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return R.errors=a,e===0}R.evaluated=
{props:{kind:!0,command:!0,directory:!0,timeout:!0,keep:!0,member:!0},dynamicProps:!1,dynamicItems:!1};const Be={
type:"object",required:["kind","members","carryFrom"],properties:{kind:{const:"share"},members:{type:["array",
"null"],items:{type:"string",minLength:1,maxLength:255}},carryFrom:{type:["string","null"],minLength:1,maxLength:255}}};
function H(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=H.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let i;if(r.kind===void 0&&(i="kind")||r.members===void 0&&(i="members")||r.carryFrom===
void 0&&(i="carryFrom"))return H.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:i},
message:"must have required property '"+i+"'"}],!1;if(r.kind!==void 0){const n=e;if(r.kind!=="share")return H.
errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"sha\
re"},message:"must be equal to constant"}],!1;var t=n===e}else var t=!0;if(t){if(r.members!==void 0){let n=r.members;
const u=e;if(!Array.isArray(n)&&n!==null)return H.errors=[{instancePath:s+"/members",schemaPath:"#/properties/\
members/type",keyword:"type",params:{type:Be.properties.members.type},message:"must be array,null"}],!1;if(e===
u&&Array.isArray(n)){var o=!0;const v=n.length;for(let d=0;d<v;d++){let l=n[d];const c=e;if(e===c)if(typeof l==
"string"){if(q(l)>255)return H.errors=[{instancePath:s+"/members/"+d,schemaPath:"#/properties/members/items/ma\
xLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(q(l)<
1)return H.errors=[{instancePath:s+"/members/"+d,schemaPath:"#/properties/members/items/minLength",keyword:"mi\
nLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return H.errors=[{instancePath:s+
"/members/"+d,schemaPath:"#/properties/members/items/type",keyword:"type",params:{type:"string"},message:"must\
 be string"}],!1;var o=c===e;if(!o)break}}var t=u===e}else var t=!0;if(t)if(r.carryFrom!==void 0){let n=r.carryFrom;
const u=e;if(typeof n!="string"&&n!==null)return H.errors=[{instancePath:s+"/carryFrom",schemaPath:"#/properti\
es/carryFrom/type",keyword:"type",params:{type:Be.properties.carryFrom.type},message:"must be string,null"}],!1;
if(e===u&&typeof n=="string"){if(q(n)>255)return H.errors=[{instancePath:s+"/carryFrom",schemaPath:"#/properti\
es/carryFrom/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],
!1;if(q(n)<1)return H.errors=[{instancePath:s+"/carryFrom",schemaPath:"#/properties/carryFrom/minLength",keyword:"\
minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}var t=u===e}else var t=!0}}else
return H.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return H.errors=a,e===0}H.evaluated={props:{kind:!0,members:!0,carryFrom:!0},dynamicProps:!1,dynamicItems:!1};
const kr={type:"object",required:["kind","image"],properties:{kind:{const:"deactivate"},image:{$ref:"#/$defs/s\
ubject"}}};function ve(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=ve.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.image===void 0&&(o="image"))
return ve.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"\
must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="deactivate")return ve.errors=
[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"deactivate"},
message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t)if(r.image!==void 0){const i=e;G(r.image,
{instancePath:s+"/image",parentData:r,parentDataProperty:"image",rootData:f,dynamicAnchors:y})||(a=a===null?G.
errors:a.concat(G.errors),e=a.length);var t=i===e}else var t=!0}else return ve.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return ve.errors=a,e===0}ve.evaluated=
{props:{kind:!0,image:!0},dynamicProps:!1,dynamicItems:!1};const wr={type:"object",required:["kind","image"],properties:{
kind:{const:"reactivate"},image:{$ref:"#/$defs/subject"}}};function be(r,{instancePath:s="",parentData:k,parentDataProperty:w,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=be.evaluated;if(p.dynamicProps&&(p.props=void 0),
p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&
(o="kind")||r.image===void 0&&(o="image"))return be.errors=[{instancePath:s,schemaPath:"#/required",keyword:"r\
equired",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;
if(r.kind!=="reactivate")return be.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"\
const",params:{allowedValue:"reactivate"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t)
if(r.image!==void 0){const i=e;G(r.image,{instancePath:s+"/image",parentData:r,parentDataProperty:"image",rootData:f,
dynamicAnchors:y})||(a=a===null?G.errors:a.concat(G.errors),e=a.length);var t=i===e}else var t=!0}else return be.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;
return be.errors=a,e===0}be.evaluated={props:{kind:!0,image:!0},dynamicProps:!1,dynamicItems:!1};const Pr={type:"\
object",required:["kind"],properties:{kind:{const:"recheck"}}};function ke(r,{instancePath:s="",parentData:k,parentDataProperty:w,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ke.evaluated;if(p.dynamicProps&&(p.props=void 0),
p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let t;if(r.kind===void 0&&
(t="kind"))return ke.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:t},
message:"must have required property '"+t+"'"}],!1;if(r.kind!==void 0&&r.kind!=="recheck")return ke.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"recheck"},message:"must be \
equal to constant"}],!1}else return ke.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;return ke.errors=a,e===0}ke.evaluated={props:{kind:!0},dynamicProps:!1,
dynamicItems:!1};const jr={type:"object",required:["kind","id","directory"],properties:{kind:{const:"download-\
backup"},id:{type:"string",minLength:1,maxLength:255},directory:{type:"string",minLength:1}}};function Y(r,{instancePath:s="",
parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=Y.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let o;if(r.kind===void 0&&(o="kind")||r.id===void 0&&(o="id")||r.directory===void 0&&(o="directory"))return Y.
errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must ha\
ve required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="download-backup")return Y.errors=
[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"download-b\
ackup"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.id!==void 0){let i=r.id;
const n=e;if(e===n)if(typeof i=="string"){if(q(i)>255)return Y.errors=[{instancePath:s+"/id",schemaPath:"#/pro\
perties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],
!1;if(q(i)<1)return Y.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",
params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return Y.errors=[{instancePath:s+"/\
id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===
e}else var t=!0;if(t)if(r.directory!==void 0){let i=r.directory;const n=e;if(e===n)if(typeof i=="string"){if(q(
i)<1)return Y.errors=[{instancePath:s+"/directory",schemaPath:"#/properties/directory/minLength",keyword:"minL\
ength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return Y.errors=[{instancePath:s+
"/directory",schemaPath:"#/properties/directory/type",keyword:"type",params:{type:"string"},message:"must be s\
tring"}],!1;var t=n===e}else var t=!0}}else return Y.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",
params:{type:"object"},message:"must be object"}],!1;return Y.errors=a,e===0}Y.evaluated={props:{kind:!0,id:!0,
directory:!0},dynamicProps:!1,dynamicItems:!1};const $r={type:"object",required:["kind","patch"],properties:{kind:{
const:"publish"},patch:{$ref:"#/$defs/patch"},references:{$ref:"#/$defs/references"}}},qr={type:"array",items:{
$ref:"#/$defs/patchOperation"}},Se={type:"object",required:["op","path"],properties:{op:{enum:["add","replace",
"remove"]},path:{type:"string",pattern:"^/[^/]+$"},value:{type:["string","number","boolean","array","null"],items:{
type:"string"}}},if:{properties:{op:{const:"remove"}}},else:{required:["value"]}},er=new RegExp("^/[^/]+$","u");
function U(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=U.evaluated;p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0);const t=e;let o=!0;const i=e;
if(r&&typeof r=="object"&&!Array.isArray(r)&&r.op!==void 0&&r.op!=="remove"){const v={};a===null?a=[v]:a.push(
v),e++}var n=i===e;if(e=t,a!==null&&(t?a.length=t:a=null),!n){const v=e;if(r&&typeof r=="object"&&!Array.isArray(
r)){let l;if(r.value===void 0&&(l="value"))return U.errors=[{instancePath:s,schemaPath:"#/else/required",keyword:"\
required",params:{missingProperty:l},message:"must have required property '"+l+"'"}],!1}var n=v===e;o=n}if(!o){
const v={instancePath:s,schemaPath:"#/if",keyword:"if",params:{failingKeyword:"else"},message:'must match "els\
e" schema'};return a===null?a=[v]:a.push(v),e++,U.errors=a,!1}if(e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let v;if(r.op===void 0&&(v="op")||r.path===void 0&&(v="path"))return U.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:v},message:"must have required property '"+v+"'"}],!1;if(r.
op!==void 0){let d=r.op;const l=e;if(!(d==="add"||d==="replace"||d==="remove"))return U.errors=[{instancePath:s+
"/op",schemaPath:"#/properties/op/enum",keyword:"enum",params:{allowedValues:Se.properties.op.enum},message:"m\
ust be equal to one of the allowed values"}],!1;var u=l===e}else var u=!0;if(u){if(r.path!==void 0){let d=r.path;
const l=e;if(e===l)if(typeof d=="string"){if(!er.test(d))return U.errors=[{instancePath:s+"/path",schemaPath:"\
#/properties/path/pattern",keyword:"pattern",params:{pattern:"^/[^/]+$"},message:'must match pattern "^/[^/]+$\
"'}],!1}else return U.errors=[{instancePath:s+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var u=l===e}else var u=!0;if(u)if(r.value!==void 0){let d=r.value;
const l=e;if(typeof d!="string"&&!(typeof d=="number"&&isFinite(d))&&typeof d!="boolean"&&!Array.isArray(d)&&d!==
null)return U.errors=[{instancePath:s+"/value",schemaPath:"#/properties/value/type",keyword:"type",params:{type:Se.
properties.value.type},message:"must be string,number,boolean,array,null"}],!1;if(e===l&&Array.isArray(d)){var h=!0;
const P=d.length;for(let $=0;$<P;$++){const m=e;if(typeof d[$]!="string")return U.errors=[{instancePath:s+"/va\
lue/"+$,schemaPath:"#/properties/value/items/type",keyword:"type",params:{type:"string"},message:"must be stri\
ng"}],!1;var h=m===e;if(!h)break}}var u=l===e}else var u=!0}}else return U.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return U.errors=a,e===0}U.evaluated=
{props:{op:!0,path:!0,value:!0},dynamicProps:!1,dynamicItems:!1};function ie(r,{instancePath:s="",parentData:k,
parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ie.evaluated;if(p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(Array.isArray(r)){var t=!0;const o=r.length;for(let i=0;i<
o;i++){const n=e;U(r[i],{instancePath:s+"/"+i,parentData:r,parentDataProperty:i,rootData:f,dynamicAnchors:y})||
(a=a===null?U.errors:a.concat(U.errors),e=a.length);var t=n===e;if(!t)break}}else return ie.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;return ie.errors=a,e===0}
ie.evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};function we(r,{instancePath:s="",parentData:k,parentDataProperty:w,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=we.evaluated;if(p.dynamicProps&&(p.props=void 0),
p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&
(o="kind")||r.patch===void 0&&(o="patch"))return we.errors=[{instancePath:s,schemaPath:"#/required",keyword:"r\
equired",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;
if(r.kind!=="publish")return we.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"\
const",params:{allowedValue:"publish"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){
if(r.patch!==void 0){const i=e;ie(r.patch,{instancePath:s+"/patch",parentData:r,parentDataProperty:"patch",rootData:f,
dynamicAnchors:y})||(a=a===null?ie.errors:a.concat(ie.errors),e=a.length);var t=i===e}else var t=!0;if(t)if(r.
references!==void 0){const i=e;Q(r.references,{instancePath:s+"/references",parentData:r,parentDataProperty:"r\
eferences",rootData:f,dynamicAnchors:y})||(a=a===null?Q.errors:a.concat(Q.errors),e=a.length);var t=i===e}else
var t=!0}}else return we.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;return we.errors=a,e===0}we.evaluated={props:{kind:!0,patch:!0,references:!0},dynamicProps:!1,
dynamicItems:!1};const _r={type:"object",required:["kind","id","patch","deactivate"],properties:{kind:{const:"\
retire"},id:{type:"string",minLength:1,maxLength:255},patch:{$ref:"#/$defs/patch"},deactivate:{type:"boolean"},
keep:{type:"integer",minimum:0},after:{$ref:"#/$defs/after"},unlessTakenBy:{type:"string",minLength:1}}},Ar={type:"\
array",items:{type:"string",minLength:1}};function me(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,
dynamicAnchors:y={}}={}){let a=null,e=0;const p=me.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&
(p.items=void 0),e===0)if(Array.isArray(r)){var t=!0;const o=r.length;for(let i=0;i<o;i++){let n=r[i];const u=e;
if(e===u)if(typeof n=="string"){if(q(n)<1)return me.errors=[{instancePath:s+"/"+i,schemaPath:"#/items/minLengt\
h",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return me.errors=
[{instancePath:s+"/"+i,schemaPath:"#/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],
!1;var t=u===e;if(!t)break}}else return me.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{
type:"array"},message:"must be array"}],!1;return me.errors=a,e===0}me.evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};
function C(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=C.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.id===void 0&&(o="id")||r.patch===void 0&&
(o="patch")||r.deactivate===void 0&&(o="deactivate"))return C.errors=[{instancePath:s,schemaPath:"#/required",
keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.kind!==void 0){
const i=e;if(r.kind!=="retire")return C.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"\
const",params:{allowedValue:"retire"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){
if(r.id!==void 0){let i=r.id;const n=e;if(e===n)if(typeof i=="string"){if(q(i)>255)return C.errors=[{instancePath:s+
"/id",schemaPath:"#/properties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have mor\
e than 255 characters"}],!1;if(q(i)<1)return C.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLe\
ngth",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return C.
errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.patch!==void 0){const i=e;ie(r.patch,{instancePath:s+
"/patch",parentData:r,parentDataProperty:"patch",rootData:f,dynamicAnchors:y})||(a=a===null?ie.errors:a.concat(
ie.errors),e=a.length);var t=i===e}else var t=!0;if(t){if(r.deactivate!==void 0){const i=e;if(typeof r.deactivate!=
"boolean")return C.errors=[{instancePath:s+"/deactivate",schemaPath:"#/properties/deactivate/type",keyword:"ty\
pe",params:{type:"boolean"},message:"must be boolean"}],!1;var t=i===e}else var t=!0;if(t){if(r.keep!==void 0){
let i=r.keep;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return C.errors=[{instancePath:s+
"/keep",schemaPath:"#/properties/keep/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],
!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return C.errors=[{instancePath:s+"/keep",schemaPath:"\
#/properties/keep/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===
e}else var t=!0;if(t){if(r.after!==void 0){const i=e;me(r.after,{instancePath:s+"/after",parentData:r,parentDataProperty:"\
after",rootData:f,dynamicAnchors:y})||(a=a===null?me.errors:a.concat(me.errors),e=a.length);var t=i===e}else var t=!0;
if(t)if(r.unlessTakenBy!==void 0){let i=r.unlessTakenBy;const n=e;if(e===n)if(typeof i=="string"){if(q(i)<1)return C.
errors=[{instancePath:s+"/unlessTakenBy",schemaPath:"#/properties/unlessTakenBy/minLength",keyword:"minLength",
params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return C.errors=[{instancePath:s+"/\
unlessTakenBy",schemaPath:"#/properties/unlessTakenBy/type",keyword:"type",params:{type:"string"},message:"mus\
t be string"}],!1;var t=n===e}else var t=!0}}}}}}else return C.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return C.errors=a,e===0}C.evaluated={props:{kind:!0,
id:!0,patch:!0,deactivate:!0,keep:!0,after:!0,unlessTakenBy:!0},dynamicProps:!1,dynamicItems:!1};const Lr={type:"\
object",required:["kind","id","patch"],properties:{kind:{const:"update"},id:{type:"string",minLength:1,maxLength:255},
patch:{$ref:"#/$defs/patch"},references:{$ref:"#/$defs/references"},freedBy:{$ref:"#/$defs/freedBy"}}};function ue(r,{
instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ue.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.id===void 0&&(o="id")||r.patch===void 0&&(o="patch"))
return ue.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"\
must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="update")return ue.errors=
[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"update"},message:"\
must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.id!==void 0){let i=r.id;const n=e;if(e===
n)if(typeof i=="string"){if(q(i)>255)return ue.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/maxLe\
ngth",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(q(i)<1)return ue.
errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit:1},message:"\
must NOT have fewer than 1 characters"}],!1}else return ue.errors=[{instancePath:s+"/id",schemaPath:"#/propert\
ies/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){
if(r.patch!==void 0){const i=e;ie(r.patch,{instancePath:s+"/patch",parentData:r,parentDataProperty:"patch",rootData:f,
dynamicAnchors:y})||(a=a===null?ie.errors:a.concat(ie.errors),e=a.length);var t=i===e}else var t=!0;if(t){if(r.
references!==void 0){const i=e;Q(r.references,{instancePath:s+"/references",parentData:r,parentDataProperty:"r\
eferences",rootData:f,dynamicAnchors:y})||(a=a===null?Q.errors:a.concat(Q.errors),e=a.length);var t=i===e}else
var t=!0;if(t)if(r.freedBy!==void 0){const i=e;de(r.freedBy,{instancePath:s+"/freedBy",parentData:r,parentDataProperty:"\
freedBy",rootData:f,dynamicAnchors:y})||(a=a===null?de.errors:a.concat(de.errors),e=a.length);var t=i===e}else
var t=!0}}}}else return ue.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;return ue.errors=a,e===0}ue.evaluated={props:{kind:!0,id:!0,patch:!0,references:!0,freedBy:!0},
dynamicProps:!1,dynamicItems:!1};const Nr={type:"object",required:["kind","id","want","add","remove"],properties:{
kind:{const:"members"},id:{type:"string",minLength:1,maxLength:255},want:{type:"array",items:{type:"string",minLength:1,
maxLength:255}},add:{type:"array",items:{type:"string",minLength:1,maxLength:255}},remove:{type:"array",items:{
type:"string",minLength:1,maxLength:255}}}};function F(r,{instancePath:s="",parentData:k,parentDataProperty:w,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=F.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let u;if(r.kind===void 0&&(u=
"kind")||r.id===void 0&&(u="id")||r.want===void 0&&(u="want")||r.add===void 0&&(u="add")||r.remove===void 0&&(u=
"remove"))return F.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:u},
message:"must have required property '"+u+"'"}],!1;if(r.kind!==void 0){const h=e;if(r.kind!=="members")return F.
errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"mem\
bers"},message:"must be equal to constant"}],!1;var t=h===e}else var t=!0;if(t){if(r.id!==void 0){let h=r.id;const v=e;
if(e===v)if(typeof h=="string"){if(q(h)>255)return F.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id\
/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(q(
h)<1)return F.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return F.errors=[{instancePath:s+"/id",schemaPath:"\
#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=v===e}else var t=!0;
if(t){if(r.want!==void 0){let h=r.want;const v=e;if(e===v)if(Array.isArray(h)){var o=!0;const l=h.length;for(let c=0;c<
l;c++){let P=h[c];const $=e;if(e===$)if(typeof P=="string"){if(q(P)>255)return F.errors=[{instancePath:s+"/wan\
t/"+c,schemaPath:"#/properties/want/items/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT \
have more than 255 characters"}],!1;if(q(P)<1)return F.errors=[{instancePath:s+"/want/"+c,schemaPath:"#/proper\
ties/want/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],
!1}else return F.errors=[{instancePath:s+"/want/"+c,schemaPath:"#/properties/want/items/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var o=$===e;if(!o)break}}else return F.errors=[{instancePath:s+"/\
want",schemaPath:"#/properties/want/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=v===
e}else var t=!0;if(t){if(r.add!==void 0){let h=r.add;const v=e;if(e===v)if(Array.isArray(h)){var i=!0;const l=h.
length;for(let c=0;c<l;c++){let P=h[c];const $=e;if(e===$)if(typeof P=="string"){if(q(P)>255)return F.errors=[
{instancePath:s+"/add/"+c,schemaPath:"#/properties/add/items/maxLength",keyword:"maxLength",params:{limit:255},
message:"must NOT have more than 255 characters"}],!1;if(q(P)<1)return F.errors=[{instancePath:s+"/add/"+c,schemaPath:"\
#/properties/add/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 cha\
racters"}],!1}else return F.errors=[{instancePath:s+"/add/"+c,schemaPath:"#/properties/add/items/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var i=$===e;if(!i)break}}else return F.errors=[{instancePath:s+
"/add",schemaPath:"#/properties/add/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=v===
e}else var t=!0;if(t)if(r.remove!==void 0){let h=r.remove;const v=e;if(e===v)if(Array.isArray(h)){var n=!0;const l=h.
length;for(let c=0;c<l;c++){let P=h[c];const $=e;if(e===$)if(typeof P=="string"){if(q(P)>255)return F.errors=[
{instancePath:s+"/remove/"+c,schemaPath:"#/properties/remove/items/maxLength",keyword:"maxLength",params:{limit:255},
message:"must NOT have more than 255 characters"}],!1;if(q(P)<1)return F.errors=[{instancePath:s+"/remove/"+c,
schemaPath:"#/properties/remove/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have f\
ewer than 1 characters"}],!1}else return F.errors=[{instancePath:s+"/remove/"+c,schemaPath:"#/properties/remov\
e/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var n=$===e;if(!n)break}}else
return F.errors=[{instancePath:s+"/remove",schemaPath:"#/properties/remove/type",keyword:"type",params:{type:"\
array"},message:"must be array"}],!1;var t=v===e}else var t=!0}}}}else return F.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return F.errors=a,e===0}F.evaluated=
{props:{kind:!0,id:!0,want:!0,add:!0,remove:!0},dynamicProps:!1,dynamicItems:!1};const rr={type:"object",required:[
"kind","id","unprotect","reason"],properties:{kind:{const:"delete"},id:{type:"string",minLength:1,maxLength:255},
unprotect:{type:"boolean"},reason:{enum:["absent","not-kept","retention","leftover","pruned"]},after:{$ref:"#/\
$defs/after"}}};function Z(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=Z.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.id===void 0&&(o="id")||r.
unprotect===void 0&&(o="unprotect")||r.reason===void 0&&(o="reason"))return Z.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
kind!==void 0){const i=e;if(r.kind!=="delete")return Z.errors=[{instancePath:s+"/kind",schemaPath:"#/propertie\
s/kind/const",keyword:"const",params:{allowedValue:"delete"},message:"must be equal to constant"}],!1;var t=i===
e}else var t=!0;if(t){if(r.id!==void 0){let i=r.id;const n=e;if(e===n)if(typeof i=="string"){if(q(i)>255)return Z.
errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"\
must NOT have more than 255 characters"}],!1;if(q(i)<1)return Z.errors=[{instancePath:s+"/id",schemaPath:"#/pr\
operties/id/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],
!1}else return Z.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.unprotect!==void 0){const i=e;if(typeof r.
unprotect!="boolean")return Z.errors=[{instancePath:s+"/unprotect",schemaPath:"#/properties/unprotect/type",keyword:"\
type",params:{type:"boolean"},message:"must be boolean"}],!1;var t=i===e}else var t=!0;if(t){if(r.reason!==void 0){
let i=r.reason;const n=e;if(!(i==="absent"||i==="not-kept"||i==="retention"||i==="leftover"||i==="pruned"))return Z.
errors=[{instancePath:s+"/reason",schemaPath:"#/properties/reason/enum",keyword:"enum",params:{allowedValues:rr.
properties.reason.enum},message:"must be equal to one of the allowed values"}],!1;var t=n===e}else var t=!0;if(t)
if(r.after!==void 0){const i=e;me(r.after,{instancePath:s+"/after",parentData:r,parentDataProperty:"after",rootData:f,
dynamicAnchors:y})||(a=a===null?me.errors:a.concat(me.errors),e=a.length);var t=i===e}else var t=!0}}}}else return Z.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;
return Z.errors=a,e===0}Z.evaluated={props:{kind:!0,id:!0,unprotect:!0,reason:!0,after:!0},dynamicProps:!1,dynamicItems:!1};
function ye(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=ye.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind"))return ye.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;{
const i=r.kind;if(typeof i=="string")if(i==="compare"){W(r,{instancePath:s,parentData:k,parentDataProperty:w,rootData:f,
dynamicAnchors:y})||(a=a===null?W.errors:a.concat(W.errors),e=a.length);var t={};t.kind=!0,t.id=!0,t.digests=!0,
t.read=!0,t.bytes=!0,t.same=!0,t.refused=!0}else if(i==="stage")ge(r,{instancePath:s,parentData:k,parentDataProperty:w,
rootData:f,dynamicAnchors:y})||(a=a===null?ge.errors:a.concat(ge.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,
t.attributes=!0,t.references=!0);else if(i==="resume")oe(r,{instancePath:s,parentData:k,parentDataProperty:w,rootData:f,
dynamicAnchors:y})||(a=a===null?oe.errors:a.concat(oe.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.
freedBy=!0);else if(i==="upload")D(r,{instancePath:s,parentData:k,parentDataProperty:w,rootData:f,dynamicAnchors:y})||
(a=a===null?D.errors:a.concat(D.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.source=!0,t.expect=!0,t.method=
!0,t.stores=!0,t.prepare=!0,t.detectPacking=!0,t.detectFormat=!0,t.inspect=!0);else if(i==="record")he(r,{instancePath:s,
parentData:k,parentDataProperty:w,rootData:f,dynamicAnchors:y})||(a=a===null?he.errors:a.concat(he.errors),e=a.
length),t!==!0&&(t=t||{},t.kind=!0,t.image=!0);else if(i==="copy-to-stores")pe(r,{instancePath:s,parentData:k,
parentDataProperty:w,rootData:f,dynamicAnchors:y})||(a=a===null?pe.errors:a.concat(pe.errors),e=a.length),t!==
!0&&(t=t||{},t.kind=!0,t.image=!0,t.stores=!0);else if(i==="check")R(r,{instancePath:s,parentData:k,parentDataProperty:w,
rootData:f,dynamicAnchors:y})||(a=a===null?R.errors:a.concat(R.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,
t.command=!0,t.directory=!0,t.timeout=!0,t.keep=!0,t.member=!0);else if(i==="share")H(r,{instancePath:s,parentData:k,
parentDataProperty:w,rootData:f,dynamicAnchors:y})||(a=a===null?H.errors:a.concat(H.errors),e=a.length),t!==!0&&
(t=t||{},t.kind=!0,t.members=!0,t.carryFrom=!0);else if(i==="deactivate")ve(r,{instancePath:s,parentData:k,parentDataProperty:w,
rootData:f,dynamicAnchors:y})||(a=a===null?ve.errors:a.concat(ve.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,
t.image=!0);else if(i==="reactivate")be(r,{instancePath:s,parentData:k,parentDataProperty:w,rootData:f,dynamicAnchors:y})||
(a=a===null?be.errors:a.concat(be.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.image=!0);else if(i==="rech\
eck")ke(r,{instancePath:s,parentData:k,parentDataProperty:w,rootData:f,dynamicAnchors:y})||(a=a===null?ke.errors:
a.concat(ke.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0);else if(i==="download-backup")Y(r,{instancePath:s,
parentData:k,parentDataProperty:w,rootData:f,dynamicAnchors:y})||(a=a===null?Y.errors:a.concat(Y.errors),e=a.length),
t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.directory=!0);else if(i==="publish")we(r,{instancePath:s,parentData:k,parentDataProperty:w,
rootData:f,dynamicAnchors:y})||(a=a===null?we.errors:a.concat(we.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,
t.patch=!0,t.references=!0);else if(i==="retire")C(r,{instancePath:s,parentData:k,parentDataProperty:w,rootData:f,
dynamicAnchors:y})||(a=a===null?C.errors:a.concat(C.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.patch=
!0,t.deactivate=!0,t.keep=!0,t.after=!0,t.unlessTakenBy=!0);else if(i==="update")ue(r,{instancePath:s,parentData:k,
parentDataProperty:w,rootData:f,dynamicAnchors:y})||(a=a===null?ue.errors:a.concat(ue.errors),e=a.length),t!==
!0&&(t=t||{},t.kind=!0,t.id=!0,t.patch=!0,t.references=!0,t.freedBy=!0);else if(i==="members")F(r,{instancePath:s,
parentData:k,parentDataProperty:w,rootData:f,dynamicAnchors:y})||(a=a===null?F.errors:a.concat(F.errors),e=a.length),
t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.want=!0,t.add=!0,t.remove=!0);else if(i==="delete")Z(r,{instancePath:s,parentData:k,
parentDataProperty:w,rootData:f,dynamicAnchors:y})||(a=a===null?Z.errors:a.concat(Z.errors),e=a.length),t!==!0&&
(t=t||{},t.kind=!0,t.id=!0,t.unprotect=!0,t.reason=!0,t.after=!0);else return ye.errors=[{instancePath:s,schemaPath:"\
#/discriminator",keyword:"discriminator",params:{error:"mapping",tag:"kind",tagValue:i},message:'value of tag \
"kind" must be in oneOf'}],!1;else return ye.errors=[{instancePath:s,schemaPath:"#/discriminator",keyword:"dis\
criminator",params:{error:"tag",tag:"kind",tagValue:i},message:'tag "kind" must be string'}],!1}}else return ye.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;
return ye.errors=a,p.props=t,e===0}ye.evaluated={dynamicProps:!0,dynamicItems:!1};const Te={type:"object",required:[
"code","message","hint"],properties:{code:{type:"string"},message:{type:"string"},hint:{type:["string","null"]},
faults:{type:"array",items:{type:"object",required:["at","message","hint"],properties:{at:{type:"object"},message:{
type:"string"},hint:{type:["string","null"]}}}},output:{type:"array",items:{type:"string"}}}};function T(r,{instancePath:s="",
parentData:k,parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=T.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let u;if(r.code===void 0&&(u="code")||r.message===void 0&&(u="message")||r.hint===void 0&&(u="hint"))return T.
errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:u},message:"must ha\
ve required property '"+u+"'"}],!1;if(r.code!==void 0){const h=e;if(typeof r.code!="string")return T.errors=[{
instancePath:s+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{type:"string"},message:"must\
 be string"}],!1;var t=h===e}else var t=!0;if(t){if(r.message!==void 0){const h=e;if(typeof r.message!="string")
return T.errors=[{instancePath:s+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=h===e}else var t=!0;if(t){if(r.hint!==void 0){let h=r.hint;const v=e;
if(typeof h!="string"&&h!==null)return T.errors=[{instancePath:s+"/hint",schemaPath:"#/properties/hint/type",keyword:"\
type",params:{type:Te.properties.hint.type},message:"must be string,null"}],!1;var t=v===e}else var t=!0;if(t){
if(r.faults!==void 0){let h=r.faults;const v=e;if(e===v)if(Array.isArray(h)){var o=!0;const l=h.length;for(let c=0;c<
l;c++){let P=h[c];const $=e;if(e===$)if(P&&typeof P=="object"&&!Array.isArray(P)){let b;if(P.at===void 0&&(b="\
at")||P.message===void 0&&(b="message")||P.hint===void 0&&(b="hint"))return T.errors=[{instancePath:s+"/faults\
/"+c,schemaPath:"#/properties/faults/items/required",keyword:"required",params:{missingProperty:b},message:"mu\
st have required property '"+b+"'"}],!1;if(P.at!==void 0){let O=P.at;const j=e;if(!(O&&typeof O=="object"&&!Array.
isArray(O)))return T.errors=[{instancePath:s+"/faults/"+c+"/at",schemaPath:"#/properties/faults/items/properti\
es/at/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var i=j===e}else var i=!0;if(i){
if(P.message!==void 0){const O=e;if(typeof P.message!="string")return T.errors=[{instancePath:s+"/faults/"+c+"\
/message",schemaPath:"#/properties/faults/items/properties/message/type",keyword:"type",params:{type:"string"},
message:"must be string"}],!1;var i=O===e}else var i=!0;if(i)if(P.hint!==void 0){let O=P.hint;const j=e;if(typeof O!=
"string"&&O!==null)return T.errors=[{instancePath:s+"/faults/"+c+"/hint",schemaPath:"#/properties/faults/items\
/properties/hint/type",keyword:"type",params:{type:Te.properties.faults.items.properties.hint.type},message:"m\
ust be string,null"}],!1;var i=j===e}else var i=!0}}else return T.errors=[{instancePath:s+"/faults/"+c,schemaPath:"\
#/properties/faults/items/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var o=$===
e;if(!o)break}}else return T.errors=[{instancePath:s+"/faults",schemaPath:"#/properties/faults/type",keyword:"\
type",params:{type:"array"},message:"must be array"}],!1;var t=v===e}else var t=!0;if(t)if(r.output!==void 0){
let h=r.output;const v=e;if(e===v)if(Array.isArray(h)){var n=!0;const l=h.length;for(let c=0;c<l;c++){const P=e;
if(typeof h[c]!="string")return T.errors=[{instancePath:s+"/output/"+c,schemaPath:"#/properties/output/items/t\
ype",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var n=P===e;if(!n)break}}else return T.
errors=[{instancePath:s+"/output",schemaPath:"#/properties/output/type",keyword:"type",params:{type:"array"},message:"\
must be array"}],!1;var t=v===e}else var t=!0}}}}else return T.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return T.errors=a,e===0}T.evaluated={props:{code:!0,
message:!0,hint:!0,faults:!0,output:!0},dynamicProps:!1,dynamicItems:!1};function N(r,{instancePath:s="",parentData:k,
parentDataProperty:w,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=N.evaluated;if(p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let $;if(r.
region===void 0&&($="region")||r.name===void 0&&($="name")||r.action===void 0&&($="action")||r.imageId===void 0&&
($="imageId")||r.reason===void 0&&($="reason")||r.fields===void 0&&($="fields")||r.content===void 0&&($="conte\
nt")||r.blockedBy===void 0&&($="blockedBy")||r.warnings===void 0&&($="warnings")||r.basis===void 0&&($="basis")||
r.steps===void 0&&($="steps")||r.timeout===void 0&&($="timeout"))return N.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:$},message:"must have required property '"+$+"'"}],!1;if(r.
region!==void 0){const m=e;if(typeof r.region!="string")return N.errors=[{instancePath:s+"/region",schemaPath:"\
#/properties/region/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=m===e}else
var t=!0;if(t){if(r.name!==void 0){const m=e;if(typeof r.name!="string")return N.errors=[{instancePath:s+"/nam\
e",schemaPath:"#/properties/name/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=m===
e}else var t=!0;if(t){if(r.action!==void 0){let m=r.action;const b=e;if(!(m==="create"||m==="replace"||m==="ve\
rify"||m==="update"||m==="adopt"||m==="rename"||m==="delete"||m==="hide"||m==="deactivate"||m==="reactivate"||
m==="resume"||m==="unchanged"))return N.errors=[{instancePath:s+"/action",schemaPath:"#/properties/action/enum",
keyword:"enum",params:{allowedValues:je.properties.action.enum},message:"must be equal to one of the allowed v\
alues"}],!1;var t=b===e}else var t=!0;if(t){if(r.imageId!==void 0){let m=r.imageId;const b=e;if(typeof m!="str\
ing"&&m!==null)return N.errors=[{instancePath:s+"/imageId",schemaPath:"#/properties/imageId/type",keyword:"typ\
e",params:{type:je.properties.imageId.type},message:"must be string,null"}],!1;if(e===b&&typeof m=="string"){if(q(
m)>255)return N.errors=[{instancePath:s+"/imageId",schemaPath:"#/properties/imageId/maxLength",keyword:"maxLen\
gth",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(q(m)<1)return N.errors=[{instancePath:s+
"/imageId",schemaPath:"#/properties/imageId/minLength",keyword:"minLength",params:{limit:1},message:"must NOT \
have fewer than 1 characters"}],!1}var t=b===e}else var t=!0;if(t){if(r.reason!==void 0){const m=e;if(typeof r.
reason!="string")return N.errors=[{instancePath:s+"/reason",schemaPath:"#/properties/reason/type",keyword:"typ\
e",params:{type:"string"},message:"must be string"}],!1;var t=m===e}else var t=!0;if(t){if(r.adopts!==void 0){
let m=r.adopts;const b=e;if(e===b)if(Array.isArray(m)){if(m.length<1)return N.errors=[{instancePath:s+"/adopts",
schemaPath:"#/properties/adopts/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer tha\
n 1 items"}],!1;{var o=!0;const j=m.length;for(let g=0;g<j;g++){const A=e;ee(m[g],{instancePath:s+"/adopts/"+g,
parentData:m,parentDataProperty:g,rootData:f,dynamicAnchors:y})||(a=a===null?ee.errors:a.concat(ee.errors),e=a.
length);var o=A===e;if(!o)break}}}else return N.errors=[{instancePath:s+"/adopts",schemaPath:"#/properties/ado\
pts/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=b===e}else var t=!0;if(t){if(r.
fields!==void 0){let m=r.fields;const b=e;if(e===b)if(Array.isArray(m)){var i=!0;const j=m.length;for(let g=0;g<
j;g++){const A=e;ce(m[g],{instancePath:s+"/fields/"+g,parentData:m,parentDataProperty:g,rootData:f,dynamicAnchors:y})||
(a=a===null?ce.errors:a.concat(ce.errors),e=a.length);var i=A===e;if(!i)break}}else return N.errors=[{instancePath:s+
"/fields",schemaPath:"#/properties/fields/type",keyword:"type",params:{type:"array"},message:"must be array"}],
!1;var t=b===e}else var t=!0;if(t){if(r.content!==void 0){let m=r.content;const b=e,O=e;let j=!1,g=null;const A=e;
if(m!==null){const S={instancePath:s+"/content",schemaPath:"#/properties/content/oneOf/0/type",keyword:"type",
params:{type:"null"},message:"must be null"};a===null?a=[S]:a.push(S),e++}var n=A===e;n&&(j=!0,g=0);const B=e;
re(m,{instancePath:s+"/content",parentData:r,parentDataProperty:"content",rootData:f,dynamicAnchors:y})||(a=a===
null?re.errors:a.concat(re.errors),e=a.length);var n=B===e;if(n&&j)j=!1,g=[g,1];else if(n){j=!0,g=1;var u={};u.
source=!0,u.bytes=!0,u.storedBytes=!0,u.preparation=!0,u.digests=!0}if(j)e=O,a!==null&&(O?a.length=O:a=null);else{
const S={instancePath:s+"/content",schemaPath:"#/properties/content/oneOf",keyword:"oneOf",params:{passingSchemas:g},
message:"must match exactly one schema in oneOf"};return a===null?a=[S]:a.push(S),e++,N.errors=a,!1}var t=b===
e}else var t=!0;if(t){if(r.blockedBy!==void 0){let m=r.blockedBy;const b=e;if(e===b)if(Array.isArray(m)){var h=!0;
const j=m.length;for(let g=0;g<j;g++){const A=e;ne(m[g],{instancePath:s+"/blockedBy/"+g,parentData:m,parentDataProperty:g,
rootData:f,dynamicAnchors:y})||(a=a===null?ne.errors:a.concat(ne.errors),e=a.length);var h=A===e;if(!h)break}}else
return N.errors=[{instancePath:s+"/blockedBy",schemaPath:"#/properties/blockedBy/type",keyword:"type",params:{
type:"array"},message:"must be array"}],!1;var t=b===e}else var t=!0;if(t){if(r.warnings!==void 0){let m=r.warnings;
const b=e;if(e===b)if(Array.isArray(m)){var v=!0;const j=m.length;for(let g=0;g<j;g++){const A=e;if(typeof m[g]!=
"string")return N.errors=[{instancePath:s+"/warnings/"+g,schemaPath:"#/properties/warnings/items/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var v=A===e;if(!v)break}}else return N.errors=[{instancePath:s+
"/warnings",schemaPath:"#/properties/warnings/type",keyword:"type",params:{type:"array"},message:"must be arra\
y"}],!1;var t=b===e}else var t=!0;if(t){if(r.basis!==void 0){const m=e;M(r.basis,{instancePath:s+"/basis",parentData:r,
parentDataProperty:"basis",rootData:f,dynamicAnchors:y})||(a=a===null?M.errors:a.concat(M.errors),e=a.length);
var t=m===e}else var t=!0;if(t){if(r.steps!==void 0){let m=r.steps;const b=e;if(e===b)if(Array.isArray(m)){var d=!0;
const j=m.length;for(let g=0;g<j;g++){const A=e;ye(m[g],{instancePath:s+"/steps/"+g,parentData:m,parentDataProperty:g,
rootData:f,dynamicAnchors:y})||(a=a===null?ye.errors:a.concat(ye.errors),e=a.length);var d=A===e;if(!d)break}}else
return N.errors=[{instancePath:s+"/steps",schemaPath:"#/properties/steps/type",keyword:"type",params:{type:"ar\
ray"},message:"must be array"}],!1;var t=b===e}else var t=!0;if(t){if(r.notedBy!==void 0){let m=r.notedBy;const b=e;
if(e===b)if(Array.isArray(m)){if(m.length<1)return N.errors=[{instancePath:s+"/notedBy",schemaPath:"#/properti\
es/notedBy/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items"}],!1;{var l=!0;
const j=m.length;for(let g=0;g<j;g++){const A=e;if(typeof m[g]!="string")return N.errors=[{instancePath:s+"/no\
tedBy/"+g,schemaPath:"#/properties/notedBy/items/type",keyword:"type",params:{type:"string"},message:"must be \
string"}],!1;var l=A===e;if(!l)break}}}else return N.errors=[{instancePath:s+"/notedBy",schemaPath:"#/properti\
es/notedBy/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=b===e}else var t=!0;if(t){
if(r.timeout!==void 0){let m=r.timeout;const b=e;if(!(typeof m=="number"&&isFinite(m))&&m!==null)return N.errors=
[{instancePath:s+"/timeout",schemaPath:"#/properties/timeout/type",keyword:"type",params:{type:je.properties.timeout.
type},message:"must be number,null"}],!1;if(e===b&&typeof m=="number"&&isFinite(m)&&(m<=0||isNaN(m)))return N.
errors=[{instancePath:s+"/timeout",schemaPath:"#/properties/timeout/exclusiveMinimum",keyword:"exclusiveMinimu\
m",params:{comparison:">",limit:0},message:"must be > 0"}],!1;var t=b===e}else var t=!0;if(t){if(r.outcome!==void 0){
let m=r.outcome;const b=e;if(!(m==="done"||m==="failed"||m==="skipped"||m==="stale"))return N.errors=[{instancePath:s+
"/outcome",schemaPath:"#/properties/outcome/enum",keyword:"enum",params:{allowedValues:je.properties.outcome.enum},
message:"must be equal to one of the allowed values"}],!1;var t=b===e}else var t=!0;if(t){if(r.error!==void 0){
let m=r.error;const b=e,O=e;let j=!1,g=null;const A=e;if(m!==null){const S={instancePath:s+"/error",schemaPath:"\
#/properties/error/oneOf/0/type",keyword:"type",params:{type:"null"},message:"must be null"};a===null?a=[S]:a.
push(S),e++}var c=A===e;c&&(j=!0,g=0);const B=e;T(m,{instancePath:s+"/error",parentData:r,parentDataProperty:"\
error",rootData:f,dynamicAnchors:y})||(a=a===null?T.errors:a.concat(T.errors),e=a.length);var c=B===e;if(c&&j)
j=!1,g=[g,1];else if(c){j=!0,g=1;var P={};P.code=!0,P.message=!0,P.hint=!0,P.faults=!0,P.output=!0}if(j)e=O,a!==
null&&(O?a.length=O:a=null);else{const S={instancePath:s+"/error",schemaPath:"#/properties/error/oneOf",keyword:"\
oneOf",params:{passingSchemas:g},message:"must match exactly one schema in oneOf"};return a===null?a=[S]:a.push(
S),e++,N.errors=a,!1}var t=b===e}else var t=!0;if(t){if(r.seconds!==void 0){let m=r.seconds;const b=e;if(e===b)
if(typeof m=="number"&&isFinite(m)){if(m<0||isNaN(m))return N.errors=[{instancePath:s+"/seconds",schemaPath:"#\
/properties/seconds/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1}else
return N.errors=[{instancePath:s+"/seconds",schemaPath:"#/properties/seconds/type",keyword:"type",params:{type:"\
number"},message:"must be number"}],!1;var t=b===e}else var t=!0;if(t){let m;if(r.outcome!==void 0&&(r.error===
void 0&&(m="error")||r.seconds===void 0&&(m="seconds")))return N.errors=[{instancePath:s,schemaPath:"#/depende\
ntRequired",keyword:"dependentRequired",params:{property:"outcome",missingProperty:m,depsCount:2,deps:"error, \
seconds"},message:"must have properties error, seconds when property outcome is present"}],!1}}}}}}}}}}}}}}}}}}else
return N.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return N.errors=a,e===0}N.evaluated={props:{region:!0,name:!0,action:!0,imageId:!0,reason:!0,adopts:!0,
fields:!0,content:!0,blockedBy:!0,warnings:!0,basis:!0,steps:!0,notedBy:!0,timeout:!0,outcome:!0,error:!0,seconds:!0},
dynamicProps:!1,dynamicItems:!1};function _(r,{instancePath:s="",parentData:k,parentDataProperty:w,rootData:f=r,
dynamicAnchors:y={}}={}){let a=null,e=0;const p=_.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&
(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let $;if(r.formatVersion===void 0&&($="for\
matVersion")||r.stack===void 0&&($="stack")||r.state===void 0&&($="state")||r.targets===void 0&&($="targets")||
r.partial===void 0&&($="partial")||r.summary===void 0&&($="summary")||r.changes===void 0&&($="changes")||r.warnings===
void 0&&($="warnings"))return _.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:$},
message:"must have required property '"+$+"'"}],!1;if(r.formatVersion!==void 0){let m=r.formatVersion;const b=e;
if(e===b)if(typeof m=="string"){if(!Re.test(m))return _.errors=[{instancePath:s+"/formatVersion",schemaPath:"#\
/properties/formatVersion/pattern",keyword:"pattern",params:{pattern:"^1\\.(0|[1-9][0-9]*)$"},message:'must ma\
tch pattern "^1\\.(0|[1-9][0-9]*)$"'}],!1}else return _.errors=[{instancePath:s+"/formatVersion",schemaPath:"#\
/properties/formatVersion/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=b===
e}else var t=!0;if(t){if(r.stack!==void 0){const m=e;if(typeof r.stack!="string")return _.errors=[{instancePath:s+
"/stack",schemaPath:"#/properties/stack/type",keyword:"type",params:{type:"string"},message:"must be string"}],
!1;var t=m===e}else var t=!0;if(t){if(r.origin!==void 0){const m=e;if(typeof r.origin!="string")return _.errors=
[{instancePath:s+"/origin",schemaPath:"#/properties/origin/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=m===e}else var t=!0;if(t){if(r.state!==void 0){let m=r.state;const b=e;if(e===b)if(m&&
typeof m=="object"&&!Array.isArray(m)){let j;if(m.files===void 0&&(j="files")||m.sha256===void 0&&(j="sha256"))
return _.errors=[{instancePath:s+"/state",schemaPath:"#/properties/state/required",keyword:"required",params:{
missingProperty:j},message:"must have required property '"+j+"'"}],!1;if(m.files!==void 0){let g=m.files;const A=e;
if(e===A)if(Array.isArray(g)){var o=!0;const B=g.length;for(let ae=0;ae<B;ae++){const S=e;if(typeof g[ae]!="st\
ring")return _.errors=[{instancePath:s+"/state/files/"+ae,schemaPath:"#/properties/state/properties/files/item\
s/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var o=S===e;if(!o)break}}else return _.
errors=[{instancePath:s+"/state/files",schemaPath:"#/properties/state/properties/files/type",keyword:"type",params:{
type:"array"},message:"must be array"}],!1;var i=A===e}else var i=!0;if(i)if(m.sha256!==void 0){let g=m.sha256;
const A=e;if(e===A)if(typeof g=="string"){if(!qe.test(g))return _.errors=[{instancePath:s+"/state/sha256",schemaPath:"\
#/properties/state/properties/sha256/pattern",keyword:"pattern",params:{pattern:"^[0-9a-f]{64}$"},message:'mus\
t match pattern "^[0-9a-f]{64}$"'}],!1}else return _.errors=[{instancePath:s+"/state/sha256",schemaPath:"#/pro\
perties/state/properties/sha256/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var i=A===
e}else var i=!0}else return _.errors=[{instancePath:s+"/state",schemaPath:"#/properties/state/type",keyword:"t\
ype",params:{type:"object"},message:"must be object"}],!1;var t=b===e}else var t=!0;if(t){if(r.targets!==void 0){
let m=r.targets;const b=e;if(e===b)if(Array.isArray(m)){var n=!0;const j=m.length;for(let g=0;g<j;g++){const A=e;
K(m[g],{instancePath:s+"/targets/"+g,parentData:m,parentDataProperty:g,rootData:f,dynamicAnchors:y})||(a=a===null?
K.errors:a.concat(K.errors),e=a.length);var n=A===e;if(!n)break}}else return _.errors=[{instancePath:s+"/targe\
ts",schemaPath:"#/properties/targets/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=b===
e}else var t=!0;if(t){if(r.partial!==void 0){const m=e;if(typeof r.partial!="boolean")return _.errors=[{instancePath:s+
"/partial",schemaPath:"#/properties/partial/type",keyword:"type",params:{type:"boolean"},message:"must be bool\
ean"}],!1;var t=m===e}else var t=!0;if(t){if(r.unresolved!==void 0){let m=r.unresolved;const b=e;if(e===b)if(Array.
isArray(m)){if(m.length<1)return _.errors=[{instancePath:s+"/unresolved",schemaPath:"#/properties/unresolved/m\
inItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items"}],!1;{var u=!0;const j=m.
length;for(let g=0;g<j;g++){const A=e;z(m[g],{instancePath:s+"/unresolved/"+g,parentData:m,parentDataProperty:g,
rootData:f,dynamicAnchors:y})||(a=a===null?z.errors:a.concat(z.errors),e=a.length);var u=A===e;if(!u)break}}}else
return _.errors=[{instancePath:s+"/unresolved",schemaPath:"#/properties/unresolved/type",keyword:"type",params:{
type:"array"},message:"must be array"}],!1;var t=b===e}else var t=!0;if(t){if(r.newHere!==void 0){const m=e;if(r.
newHere!==!0)return _.errors=[{instancePath:s+"/newHere",schemaPath:"#/properties/newHere/const",keyword:"cons\
t",params:{allowedValue:!0},message:"must be equal to constant"}],!1;var t=m===e}else var t=!0;if(t){if(r.pruningWithheld!==
void 0){const m=e;if(r.pruningWithheld!==!0)return _.errors=[{instancePath:s+"/pruningWithheld",schemaPath:"#/\
properties/pruningWithheld/const",keyword:"const",params:{allowedValue:!0},message:"must be equal to constant"}],
!1;var t=m===e}else var t=!0;if(t){if(r.summary!==void 0){const m=e;L(r.summary,{instancePath:s+"/summary",parentData:r,
parentDataProperty:"summary",rootData:f,dynamicAnchors:y})||(a=a===null?L.errors:a.concat(L.errors),e=a.length);
var t=m===e}else var t=!0;if(t){if(r.changes!==void 0){let m=r.changes;const b=e;if(e===b)if(Array.isArray(m)){
var h=!0;const j=m.length;for(let g=0;g<j;g++){const A=e;N(m[g],{instancePath:s+"/changes/"+g,parentData:m,parentDataProperty:g,
rootData:f,dynamicAnchors:y})||(a=a===null?N.errors:a.concat(N.errors),e=a.length);var h=A===e;if(!h)break}}else
return _.errors=[{instancePath:s+"/changes",schemaPath:"#/properties/changes/type",keyword:"type",params:{type:"\
array"},message:"must be array"}],!1;var t=b===e}else var t=!0;if(t){if(r.warnings!==void 0){let m=r.warnings;
const b=e;if(e===b)if(Array.isArray(m)){var v=!0;const j=m.length;for(let g=0;g<j;g++){const A=e;if(typeof m[g]!=
"string")return _.errors=[{instancePath:s+"/warnings/"+g,schemaPath:"#/properties/warnings/items/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var v=A===e;if(!v)break}}else return _.errors=[{instancePath:s+
"/warnings",schemaPath:"#/properties/warnings/type",keyword:"type",params:{type:"array"},message:"must be arra\
y"}],!1;var t=b===e}else var t=!0;if(t){if(r.madeWith!==void 0){let m=r.madeWith;const b=e;if(e===b)if(m&&typeof m==
"object"&&!Array.isArray(m)){if(m.options!==void 0){let j=m.options;const g=e;if(e===g)if(j&&typeof j=="object"&&
!Array.isArray(j))for(const A in j){let B=j[A];const ae=e;if(typeof B!="string"&&!(typeof B=="number"&&!(B%1)&&
!isNaN(B)&&isFinite(B))&&typeof B!="boolean"&&!Array.isArray(B))return _.errors=[{instancePath:s+"/madeWith/op\
tions/"+A.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/madeWith/properties/options/addition\
alProperties/type",keyword:"type",params:{type:Ne.properties.madeWith.properties.options.additionalProperties.
type},message:"must be string,integer,boolean,array"}],!1;if(e===ae&&Array.isArray(B)){var d=!0;const S=B.length;
for(let Pe=0;Pe<S;Pe++){const Ve=e;if(typeof B[Pe]!="string")return _.errors=[{instancePath:s+"/madeWith/optio\
ns/"+A.replace(/~/g,"~0").replace(/\//g,"~1")+"/"+Pe,schemaPath:"#/properties/madeWith/properties/options/addi\
tionalProperties/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var d=Ve===e;
if(!d)break}}var l=ae===e;if(!l)break}else return _.errors=[{instancePath:s+"/madeWith/options",schemaPath:"#/\
properties/madeWith/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"}],
!1;var c=g===e}else var c=!0;if(c)if(m.rollback!==void 0){let j=m.rollback;const g=e;if(e===g)if(j&&typeof j==
"object"&&!Array.isArray(j)){let B;if(j.name===void 0&&(B="name")||j.to===void 0&&(B="to"))return _.errors=[{instancePath:s+
"/madeWith/rollback",schemaPath:"#/properties/madeWith/properties/rollback/required",keyword:"required",params:{
missingProperty:B},message:"must have required property '"+B+"'"}],!1;if(j.name!==void 0){const ae=e;if(typeof j.
name!="string")return _.errors=[{instancePath:s+"/madeWith/rollback/name",schemaPath:"#/properties/madeWith/pr\
operties/rollback/properties/name/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var P=ae===
e}else var P=!0;if(P)if(j.to!==void 0){let ae=j.to;const S=e;if(typeof ae!="string"&&ae!==null)return _.errors=
[{instancePath:s+"/madeWith/rollback/to",schemaPath:"#/properties/madeWith/properties/rollback/properties/to/t\
ype",keyword:"type",params:{type:Ne.properties.madeWith.properties.rollback.properties.to.type},message:"must \
be string,null"}],!1;var P=S===e}else var P=!0}else return _.errors=[{instancePath:s+"/madeWith/rollback",schemaPath:"\
#/properties/madeWith/properties/rollback/type",keyword:"type",params:{type:"object"},message:"must be object"}],
!1;var c=g===e}else var c=!0}else return _.errors=[{instancePath:s+"/madeWith",schemaPath:"#/properties/madeWi\
th/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var t=b===e}else var t=!0;if(t){if(r.
seal!==void 0){let m=r.seal;const b=e;if(e===b)if(typeof m=="string"){if(!qe.test(m))return _.errors=[{instancePath:s+
"/seal",schemaPath:"#/properties/seal/pattern",keyword:"pattern",params:{pattern:"^[0-9a-f]{64}$"},message:'mu\
st match pattern "^[0-9a-f]{64}$"'}],!1}else return _.errors=[{instancePath:s+"/seal",schemaPath:"#/properties\
/seal/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=b===e}else var t=!0;if(t){
if(r.startedAt!==void 0){const m=e;if(typeof r.startedAt!="string")return _.errors=[{instancePath:s+"/startedA\
t",schemaPath:"#/properties/startedAt/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var t=m===e}else var t=!0;if(t){if(r.finishedAt!==void 0){const m=e;if(typeof r.finishedAt!="string")return _.
errors=[{instancePath:s+"/finishedAt",schemaPath:"#/properties/finishedAt/type",keyword:"type",params:{type:"s\
tring"},message:"must be string"}],!1;var t=m===e}else var t=!0;if(t){if(r.interrupted!==void 0){const m=e;if(typeof r.
interrupted!="boolean")return _.errors=[{instancePath:s+"/interrupted",schemaPath:"#/properties/interrupted/ty\
pe",keyword:"type",params:{type:"boolean"},message:"must be boolean"}],!1;var t=m===e}else var t=!0;if(t){if(r.
error!==void 0){const m=e;T(r.error,{instancePath:s+"/error",parentData:r,parentDataProperty:"error",rootData:f,
dynamicAnchors:y})||(a=a===null?T.errors:a.concat(T.errors),e=a.length);var t=m===e}else var t=!0;if(t){let m;
if(r.startedAt!==void 0&&(r.finishedAt===void 0&&(m="finishedAt")||r.interrupted===void 0&&(m="interrupted")))
return _.errors=[{instancePath:s,schemaPath:"#/dependentRequired",keyword:"dependentRequired",params:{property:"\
startedAt",missingProperty:m,depsCount:2,deps:"finishedAt, interrupted"},message:"must have properties finishe\
dAt, interrupted when property startedAt is present"}],!1;if(r.finishedAt!==void 0&&r.startedAt===void 0&&(m="\
startedAt"))return _.errors=[{instancePath:s,schemaPath:"#/dependentRequired",keyword:"dependentRequired",params:{
property:"finishedAt",missingProperty:m,depsCount:1,deps:"startedAt"},message:"must have property startedAt wh\
en property finishedAt is present"}],!1;if(r.interrupted!==void 0&&r.startedAt===void 0&&(m="startedAt"))return _.
errors=[{instancePath:s,schemaPath:"#/dependentRequired",keyword:"dependentRequired",params:{property:"interru\
pted",missingProperty:m,depsCount:1,deps:"startedAt"},message:"must have property startedAt when property inte\
rrupted is present"}],!1}}}}}}}}}}}}}}}}}}}else return _.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return _.errors=a,e===0}_.evaluated={props:{formatVersion:!0,
stack:!0,origin:!0,state:!0,targets:!0,partial:!0,unresolved:!0,newHere:!0,pruningWithheld:!0,summary:!0,changes:!0,
warnings:!0,madeWith:!0,seal:!0,startedAt:!0,finishedAt:!0,interrupted:!0,error:!0},dynamicProps:!1,dynamicItems:!1};export{tr as plan};
