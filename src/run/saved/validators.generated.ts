// Generated from schemas/plan.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// biome-ignore-all assist: generated
function Ce(r){let s=0;for(const w of r)s++;return s}const or=N,Be={$schema:"https://json-schema.org/draft/202\
0-12/schema",type:"object",required:["formatVersion","stack","state","targets","partial","summary","changes","\
warnings"],dependentRequired:{startedAt:["finishedAt","interrupted"],finishedAt:["startedAt"],interrupted:["st\
artedAt"]},properties:{formatVersion:{type:"string",pattern:"^1\\.(0|[1-9][0-9]*)$"},stack:{type:"string"},origin:{
type:"string"},state:{type:"object",required:["files","sha256"],properties:{files:{type:"array",items:{type:"s\
tring"}},sha256:{type:"string",pattern:"^[0-9a-f]{64}$"}}},targets:{type:"array",items:{$ref:"#/$defs/target"}},
partial:{type:"boolean"},unresolved:{type:"array",minItems:1,items:{$ref:"#/$defs/unresolved"}},newHere:{const:!0},
pruningWithheld:{const:!0},skipsBlocked:{const:!0},summary:{$ref:"#/$defs/summary"},changes:{type:"array",items:{
$ref:"#/$defs/change"}},warnings:{type:"array",items:{type:"string"}},madeWith:{type:"object",properties:{options:{
type:"object",additionalProperties:{type:["string","integer","boolean","array"],items:{type:"string"}}},rollback:{
type:"object",required:["name","to"],properties:{name:{type:"string"},to:{type:["string","null"]},at:{type:"st\
ring",pattern:"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}}}}},seal:{type:"string",pattern:"^[0\
-9a-f]{64}$"},startedAt:{type:"string"},finishedAt:{type:"string"},interrupted:{type:"boolean"},rehearsal:{const:!0},
error:{$ref:"#/$defs/error"}},$defs:{unresolved:{type:"object",required:["name","list","at","message","hint"],
properties:{name:{type:["string","null"]},list:{type:["string","null"]},at:{$ref:"#/$defs/position"},message:{
type:"string"},hint:{type:["string","null"]}}},target:{type:"object",required:["cloud","region","project","pro\
jectId","user","endpoint"],properties:{cloud:{type:["string","null"]},region:{type:"string"},project:{type:"st\
ring"},projectId:{type:"string"},withoutProjects:{const:!0},user:{type:"string"},endpoint:{type:"string"}}},newHere:{
const:!0},pruningWithheld:{const:!0},summary:{type:"object",required:["create","replace","verify","update","ad\
opt","rename","delete","hide","deactivate","reactivate","resume","held","unchanged","blocked","bytes"],properties:{
create:{type:"integer",minimum:0},replace:{type:"integer",minimum:0},verify:{type:"integer",minimum:0},update:{
type:"integer",minimum:0},adopt:{type:"integer",minimum:0},rename:{type:"integer",minimum:0},delete:{type:"int\
eger",minimum:0},hide:{type:"integer",minimum:0},deactivate:{type:"integer",minimum:0},reactivate:{type:"integ\
er",minimum:0},resume:{type:"integer",minimum:0},held:{type:"integer",minimum:0},unchanged:{type:"integer",minimum:0},
blocked:{type:"integer",minimum:0},bytes:{type:"integer",minimum:0}}},change:{type:"object",required:["region",
"name","action","imageId","reason","fields","content","blockedBy","warnings","basis","steps","timeout"],properties:{
region:{type:"string"},name:{type:"string"},action:{enum:["create","replace","verify","update","adopt","rename",
"delete","hide","deactivate","reactivate","resume","held","unchanged"]},imageId:{type:["string","null"],minLength:1,
maxLength:255},reason:{type:"string"},adopts:{type:"array",minItems:1,items:{$ref:"#/$defs/adopted"}},fields:{
type:"array",items:{$ref:"#/$defs/field"}},held:{type:"object",required:["since","turnedDown"],properties:{since:{
type:"string"},turnedDown:{type:"object",required:["imageId","digest","version"],properties:{imageId:{type:["s\
tring","null"]},digest:{type:["string","null"]},version:{type:["string","null"]}}}}},content:{oneOf:[{type:"nu\
ll"},{$ref:"#/$defs/content"}]},blockedBy:{type:"array",items:{$ref:"#/$defs/blocker"}},warnings:{type:"array",
items:{type:"string"}},basis:{$ref:"#/$defs/basis"},steps:{type:"array",items:{$ref:"#/$defs/step"}},notedBy:{
type:"array",minItems:1,items:{type:"string"}},refersTo:{type:"array",minItems:1,items:{type:"string"}},timeout:{
type:["number","null"],exclusiveMinimum:0},outcome:{enum:["done","failed","skipped","stale"]},error:{oneOf:[{type:"\
null"},{$ref:"#/$defs/error"}]},seconds:{type:"number",minimum:0},verified:{type:"object",required:["bytes","d\
igests"],properties:{bytes:{type:"integer",minimum:0},digests:{$ref:"#/$defs/digests"}}},servedBy:{type:"strin\
g",minLength:1}},dependentRequired:{outcome:["error","seconds"]}},adopted:{type:"object",required:["id","name",
"owner","protected","by"],properties:{id:{type:"string"},name:{type:["string","null"]},owner:{type:["string","\
null"]},protected:{type:"boolean"},by:{type:"string"}}},field:{type:"object",required:["path","before","after"],
properties:{path:{type:"string",minLength:1},before:{$ref:"#/$defs/fieldValue"},after:{$ref:"#/$defs/fieldValu\
e"}}},fieldValue:{type:["string","number","boolean","array","null"],items:{type:"string"}},content:{type:"obje\
ct",required:["source","bytes","digests"],properties:{source:{type:"string"},bytes:{type:["integer","null"],minimum:0},
storedBytes:{type:["integer","null"],minimum:0},preparation:{$ref:"#/$defs/preparation"},digests:{$ref:"#/$def\
s/digests"}}},digests:{type:"object",properties:{md5:{type:"string",pattern:"^[0-9a-f]{32}$"},sha1:{type:"stri\
ng",pattern:"^[0-9a-f]{40}$"},sha224:{type:"string",pattern:"^[0-9a-f]{56}$"},sha256:{type:"string",pattern:"^\
[0-9a-f]{64}$"},sha384:{type:"string",pattern:"^[0-9a-f]{96}$"},sha512:{type:"string",pattern:"^[0-9a-f]{128}$"}}},
position:{type:"object",required:["file","line","column"],properties:{file:{type:"string"},line:{type:"integer"},
column:{type:"integer"}}},blocker:{type:"object",required:["code","message","candidates"],properties:{code:{type:"\
string"},message:{type:"string"},at:{$ref:"#/$defs/position"},candidates:{type:"array",items:{type:"string"}},
scope:{const:"plan"}}},basis:{type:"object",required:["images","members","namesakes","owners"],properties:{images:{
type:"object",additionalProperties:{type:"string"}},members:{type:"object",additionalProperties:{type:"string"}},
namesakes:{type:"array",items:{type:"string"}},owners:{type:"array",items:{type:["string","null"]}}}},error:{type:"\
object",required:["code","message","hint"],properties:{code:{type:"string"},message:{type:"string"},hint:{type:[
"string","null"]},faults:{type:"array",items:{type:"object",required:["at","message","hint"],properties:{at:{type:"\
object"},message:{type:"string"},hint:{type:["string","null"]}}}},output:{type:"array",items:{type:"string"}}}},
step:{type:"object",required:["kind"],discriminator:{propertyName:"kind"},oneOf:[{$ref:"#/$defs/compareStep"},
{$ref:"#/$defs/stageStep"},{$ref:"#/$defs/resumeStep"},{$ref:"#/$defs/uploadStep"},{$ref:"#/$defs/recordStep"},
{$ref:"#/$defs/copyToStoresStep"},{$ref:"#/$defs/checkStep"},{$ref:"#/$defs/shareStep"},{$ref:"#/$defs/deactiv\
ateStep"},{$ref:"#/$defs/reactivateStep"},{$ref:"#/$defs/recheckStep"},{$ref:"#/$defs/downloadBackupStep"},{$ref:"\
#/$defs/publishStep"},{$ref:"#/$defs/retireStep"},{$ref:"#/$defs/updateStep"},{$ref:"#/$defs/membersStep"},{$ref:"\
#/$defs/deleteStep"}]},validators:{type:"object",required:[],properties:{etag:{type:"string"},lastModified:{type:"\
string"},length:{type:"integer",minimum:0}}},patch:{type:"array",items:{$ref:"#/$defs/patchOperation"}},references:{
type:"object",additionalProperties:{type:"string",minLength:1}},after:{type:"array",items:{type:"string",minLength:1}},
freedBy:{type:"string",minLength:1},patchOperation:{type:"object",required:["op","path"],properties:{op:{enum:[
"add","replace","remove"]},path:{type:"string",pattern:"^/[^/]+$"},value:{type:["string","number","boolean","a\
rray","null"],items:{type:"string"}}},if:{properties:{op:{const:"remove"}}},else:{required:["value"]}},subject:{
oneOf:[{const:"staged"},{type:"object",required:["id"],properties:{id:{type:"string",minLength:1,maxLength:255}}}]},
source:{type:"object",required:["kind"],discriminator:{propertyName:"kind"},oneOf:[{$ref:"#/$defs/fileSource"},
{$ref:"#/$defs/httpSource"},{$ref:"#/$defs/glanceSource"},{$ref:"#/$defs/alternativesSource"}]},glanceSource:{
type:"object",required:["kind","cloud","region","image"],properties:{kind:{const:"glance"},cloud:{type:["strin\
g","null"]},region:{type:["string","null"]},image:{type:"string",minLength:1}}},alternativesSource:{type:"obje\
ct",required:["kind","places"],properties:{kind:{const:"alternatives"},places:{type:"array",minItems:1,items:{
type:"object",required:["kind"],discriminator:{propertyName:"kind"},oneOf:[{$ref:"#/$defs/fileSource"},{$ref:"\
#/$defs/httpSource"}]}}}},fileSource:{type:"object",required:["kind","path"],properties:{kind:{const:"file"},path:{
type:"string",minLength:1}}},httpSource:{type:"object",required:["kind","url"],properties:{kind:{const:"http"},
url:{type:"string",pattern:"^[Hh][Tt][Tt][Pp][Ss]?://"},cachedAt:{type:"string",minLength:1},cachedBelow:{type:"\
string",minLength:1},queryDigest:{type:"string",pattern:"^[0-9a-f]{16}$"},needsAuth:{const:!0}}},attributes:{type:"\
object",required:[],properties:{id:{type:"string",minLength:1,maxLength:255},name:{type:"string",maxLength:255},
visibility:{enum:["public","community","shared","private"]},hidden:{type:"boolean"},protected:{type:"boolean"},
owner:{type:"string"},diskFormat:{type:"string"},containerFormat:{type:"string"},minDisk:{type:"integer",minimum:0},
minRam:{type:"integer",minimum:0},description:{type:"string"},tags:{type:"array",items:{type:"string"}},properties:{
type:"object",additionalProperties:{type:"string"}}}},compareStep:{type:"object",required:["kind","id","digest\
s","read","bytes","same","refused"],properties:{kind:{const:"compare"},id:{type:"string",minLength:1,maxLength:255},
digests:{$ref:"#/$defs/digests"},read:{oneOf:[{const:"image"},{$ref:"#/$defs/source"}]},bytes:{type:["integer",
"null"],minimum:0},same:{type:"array",items:{$ref:"#/$defs/step"}},refused:{type:["string","null"]}}},stageStep:{
type:"object",required:["kind","attributes"],properties:{kind:{const:"stage"},attributes:{$ref:"#/$defs/attrib\
utes"},references:{$ref:"#/$defs/references"}}},resumeStep:{type:"object",required:["kind","id"],properties:{kind:{
const:"resume"},id:{type:"string",minLength:1,maxLength:255},freedBy:{$ref:"#/$defs/freedBy"}}},preparation:{type:"\
object",required:["decompress","digestsCover"],properties:{decompress:{enum:["auto","none","gz","bz2","xz","lz\
ma","zst","zip","tar","ova"]},digestsCover:{enum:["source","decompressed"]},member:{type:"string"},transform:{
type:"array",minItems:1,items:{type:"string"}},convert:{type:"object",required:["to"],properties:{from:{enum:[
"ami","ari","aki","vhd","vhdx","vmdk","raw","qcow2","vdi","ploop","iso"]},to:{enum:["ami","ari","aki","vhd","v\
hdx","vmdk","raw","qcow2","vdi","ploop","iso"]}}}}},uploadStep:{type:"object",required:["kind","source","expec\
t","method","stores","detectFormat","inspect"],properties:{kind:{const:"upload"},source:{$ref:"#/$defs/source"},
expect:{type:"object",required:["digests","size","validators"],properties:{digests:{$ref:"#/$defs/digests"},size:{
type:["integer","null"],minimum:0},validators:{oneOf:[{type:"null"},{$ref:"#/$defs/validators"}]},learnt:{const:!0}}},
method:{enum:["upload","stage","web-download"]},stores:{type:"array",items:{type:"string",minLength:1}},prepare:{
$ref:"#/$defs/preparation"},detectPacking:{type:"boolean"},detectFormat:{type:"boolean"},inspect:{type:"object",
required:["diskFormat","containerFormat","minDiskGiB","allow"],properties:{diskFormat:{type:["string","null"]},
containerFormat:{type:"string"},minDiskGiB:{type:"integer",minimum:0},allow:{type:"array",items:{type:"string"}}}}}},
recordStep:{type:"object",required:["kind","image"],properties:{kind:{const:"record"},image:{$ref:"#/$defs/sub\
ject"}}},copyToStoresStep:{type:"object",required:["kind","image","stores"],properties:{kind:{const:"copy-to-s\
tores"},image:{$ref:"#/$defs/subject"},stores:{type:"array",items:{type:"string",minLength:1}}}},checkStep:{type:"\
object",required:["kind","command","directory","timeout","keep","member"],properties:{kind:{const:"check"},command:{
type:"array",minItems:1,items:{type:"string",pattern:"^[^\\u0000]*$"}},directory:{type:["string","null"],pattern:"\
^[^\\u0000]+$"},timeout:{type:"number",exclusiveMinimum:0},keep:{type:"boolean"},member:{type:["string","null"],
minLength:1,maxLength:255}}},shareStep:{type:"object",required:["kind","members","carryFrom"],properties:{kind:{
const:"share"},members:{type:["array","null"],items:{type:"string",minLength:1,maxLength:255}},carryFrom:{type:[
"string","null"],minLength:1,maxLength:255}}},deactivateStep:{type:"object",required:["kind","image"],properties:{
kind:{const:"deactivate"},image:{$ref:"#/$defs/subject"}}},reactivateStep:{type:"object",required:["kind","ima\
ge"],properties:{kind:{const:"reactivate"},image:{$ref:"#/$defs/subject"}}},recheckStep:{type:"object",required:[
"kind"],properties:{kind:{const:"recheck"}}},downloadBackupStep:{type:"object",required:["kind","id","director\
y"],properties:{kind:{const:"download-backup"},id:{type:"string",minLength:1,maxLength:255},directory:{type:"s\
tring",minLength:1}}},publishStep:{type:"object",required:["kind","patch"],properties:{kind:{const:"publish"},
patch:{$ref:"#/$defs/patch"},references:{$ref:"#/$defs/references"}}},retireStep:{type:"object",required:["kin\
d","id","patch","deactivate"],properties:{kind:{const:"retire"},id:{type:"string",minLength:1,maxLength:255},patch:{
$ref:"#/$defs/patch"},deactivate:{type:"boolean"},keep:{type:"integer",minimum:0},after:{$ref:"#/$defs/after"},
unlessTakenBy:{type:"string",minLength:1}}},updateStep:{type:"object",required:["kind","id","patch"],properties:{
kind:{const:"update"},id:{type:"string",minLength:1,maxLength:255},patch:{$ref:"#/$defs/patch"},references:{$ref:"\
#/$defs/references"},freedBy:{$ref:"#/$defs/freedBy"}}},membersStep:{type:"object",required:["kind","id","want",
"add","remove"],properties:{kind:{const:"members"},id:{type:"string",minLength:1,maxLength:255},want:{type:"ar\
ray",items:{type:"string",minLength:1,maxLength:255}},add:{type:"array",items:{type:"string",minLength:1,maxLength:255}},
remove:{type:"array",items:{type:"string",minLength:1,maxLength:255}}}},deleteStep:{type:"object",required:["k\
ind","id","unprotect","reason"],properties:{kind:{const:"delete"},id:{type:"string",minLength:1,maxLength:255},
unprotect:{type:"boolean"},reason:{enum:["absent","not-kept","retention","leftover","pruned"]},after:{$ref:"#/\
$defs/after"}}}},$id:"urn:glance-reconcile:schema"},Me=new RegExp("^1\\.(0|[1-9][0-9]*)$","u"),Ne=new RegExp("\
^[0-9a-f]{64}$","u"),Ge=new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$","u"),He={type:"o\
bject",required:["cloud","region","project","projectId","user","endpoint"],properties:{cloud:{type:["string","\
null"]},region:{type:"string"},project:{type:"string"},projectId:{type:"string"},withoutProjects:{const:!0},user:{
type:"string"},endpoint:{type:"string"}}};function J(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,
dynamicAnchors:y={}}={}){let a=null,e=0;const p=J.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&
(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.cloud===void 0&&(o="cloud")||r.
region===void 0&&(o="region")||r.project===void 0&&(o="project")||r.projectId===void 0&&(o="projectId")||r.user===
void 0&&(o="user")||r.endpoint===void 0&&(o="endpoint"))return J.errors=[{instancePath:s,schemaPath:"#/require\
d",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.cloud!==
void 0){let i=r.cloud;const n=e;if(typeof i!="string"&&i!==null)return J.errors=[{instancePath:s+"/cloud",schemaPath:"\
#/properties/cloud/type",keyword:"type",params:{type:He.properties.cloud.type},message:"must be string,null"}],
!1;var t=n===e}else var t=!0;if(t){if(r.region!==void 0){const i=e;if(typeof r.region!="string")return J.errors=
[{instancePath:s+"/region",schemaPath:"#/properties/region/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.project!==void 0){const i=e;if(typeof r.project!="st\
ring")return J.errors=[{instancePath:s+"/project",schemaPath:"#/properties/project/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.projectId!==void 0){const i=e;
if(typeof r.projectId!="string")return J.errors=[{instancePath:s+"/projectId",schemaPath:"#/properties/project\
Id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.
withoutProjects!==void 0){const i=e;if(r.withoutProjects!==!0)return J.errors=[{instancePath:s+"/withoutProjec\
ts",schemaPath:"#/properties/withoutProjects/const",keyword:"const",params:{allowedValue:!0},message:"must be \
equal to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.user!==void 0){const i=e;if(typeof r.user!="strin\
g")return J.errors=[{instancePath:s+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type:"s\
tring"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t)if(r.endpoint!==void 0){const i=e;if(typeof r.
endpoint!="string")return J.errors=[{instancePath:s+"/endpoint",schemaPath:"#/properties/endpoint/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=i===e}else var t=!0}}}}}}else return J.errors=
[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return J.
errors=a,e===0}J.evaluated={props:{cloud:!0,region:!0,project:!0,projectId:!0,withoutProjects:!0,user:!0,endpoint:!0},
dynamicProps:!1,dynamicItems:!1};const Ie={type:"object",required:["name","list","at","message","hint"],properties:{
name:{type:["string","null"]},list:{type:["string","null"]},at:{$ref:"#/$defs/position"},message:{type:"string"},
hint:{type:["string","null"]}}},pr={type:"object",required:["file","line","column"],properties:{file:{type:"st\
ring"},line:{type:"integer"},column:{type:"integer"}}};function Y(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=Y.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.file===void 0&&(o=
"file")||r.line===void 0&&(o="line")||r.column===void 0&&(o="column"))return Y.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
file!==void 0){const i=e;if(typeof r.file!="string")return Y.errors=[{instancePath:s+"/file",schemaPath:"#/pro\
perties/file/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===e}else var t=!0;
if(t){if(r.line!==void 0){let i=r.line;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return Y.
errors=[{instancePath:s+"/line",schemaPath:"#/properties/line/type",keyword:"type",params:{type:"integer"},message:"\
must be integer"}],!1;var t=n===e}else var t=!0;if(t)if(r.column!==void 0){let i=r.column;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return Y.errors=[{instancePath:s+"/column",schemaPath:"#/properties/\
column/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;var t=n===e}else var t=!0}}else
return Y.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return Y.errors=a,e===0}Y.evaluated={props:{file:!0,line:!0,column:!0},dynamicProps:!1,dynamicItems:!1};
function me(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=me.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.name===void 0&&(o="name")||r.list===void 0&&(o="list")||r.at===void 0&&
(o="at")||r.message===void 0&&(o="message")||r.hint===void 0&&(o="hint"))return me.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
name!==void 0){let i=r.name;const n=e;if(typeof i!="string"&&i!==null)return me.errors=[{instancePath:s+"/name",
schemaPath:"#/properties/name/type",keyword:"type",params:{type:Ie.properties.name.type},message:"must be stri\
ng,null"}],!1;var t=n===e}else var t=!0;if(t){if(r.list!==void 0){let i=r.list;const n=e;if(typeof i!="string"&&
i!==null)return me.errors=[{instancePath:s+"/list",schemaPath:"#/properties/list/type",keyword:"type",params:{
type:Ie.properties.list.type},message:"must be string,null"}],!1;var t=n===e}else var t=!0;if(t){if(r.at!==void 0){
const i=e;Y(r.at,{instancePath:s+"/at",parentData:r,parentDataProperty:"at",rootData:f,dynamicAnchors:y})||(a=
a===null?Y.errors:a.concat(Y.errors),e=a.length);var t=i===e}else var t=!0;if(t){if(r.message!==void 0){const i=e;
if(typeof r.message!="string")return me.errors=[{instancePath:s+"/message",schemaPath:"#/properties/message/ty\
pe",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t)if(r.hint!==
void 0){let i=r.hint;const n=e;if(typeof i!="string"&&i!==null)return me.errors=[{instancePath:s+"/hint",schemaPath:"\
#/properties/hint/type",keyword:"type",params:{type:Ie.properties.hint.type},message:"must be string,null"}],!1;
var t=n===e}else var t=!0}}}}else return me.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{
type:"object"},message:"must be object"}],!1;return me.errors=a,e===0}me.evaluated={props:{name:!0,list:!0,at:!0,
message:!0,hint:!0},dynamicProps:!1,dynamicItems:!1};const mr={type:"object",required:["create","replace","ver\
ify","update","adopt","rename","delete","hide","deactivate","reactivate","resume","held","unchanged","blocked",
"bytes"],properties:{create:{type:"integer",minimum:0},replace:{type:"integer",minimum:0},verify:{type:"intege\
r",minimum:0},update:{type:"integer",minimum:0},adopt:{type:"integer",minimum:0},rename:{type:"integer",minimum:0},
delete:{type:"integer",minimum:0},hide:{type:"integer",minimum:0},deactivate:{type:"integer",minimum:0},reactivate:{
type:"integer",minimum:0},resume:{type:"integer",minimum:0},held:{type:"integer",minimum:0},unchanged:{type:"i\
nteger",minimum:0},blocked:{type:"integer",minimum:0},bytes:{type:"integer",minimum:0}}};function I(r,{instancePath:s="",
parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=I.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let o;if(r.create===void 0&&(o="create")||r.replace===void 0&&(o="replace")||r.verify===void 0&&(o="verify")||
r.update===void 0&&(o="update")||r.adopt===void 0&&(o="adopt")||r.rename===void 0&&(o="rename")||r.delete===void 0&&
(o="delete")||r.hide===void 0&&(o="hide")||r.deactivate===void 0&&(o="deactivate")||r.reactivate===void 0&&(o=
"reactivate")||r.resume===void 0&&(o="resume")||r.held===void 0&&(o="held")||r.unchanged===void 0&&(o="unchang\
ed")||r.blocked===void 0&&(o="blocked")||r.bytes===void 0&&(o="bytes"))return I.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
create!==void 0){let i=r.create;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return I.errors=
[{instancePath:s+"/create",schemaPath:"#/properties/create/type",keyword:"type",params:{type:"integer"},message:"\
must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return I.errors=[{instancePath:s+
"/create",schemaPath:"#/properties/create/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"\
must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.replace!==void 0){let i=r.replace;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return I.errors=[{instancePath:s+"/replace",schemaPath:"#/properties\
/replace/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="numb\
er"&&isFinite(i)&&(i<0||isNaN(i)))return I.errors=[{instancePath:s+"/replace",schemaPath:"#/properties/replace\
/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;
if(t){if(r.verify!==void 0){let i=r.verify;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))
return I.errors=[{instancePath:s+"/verify",schemaPath:"#/properties/verify/type",keyword:"type",params:{type:"\
integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return I.errors=
[{instancePath:s+"/verify",schemaPath:"#/properties/verify/minimum",keyword:"minimum",params:{comparison:">=",
limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.update!==void 0){let i=r.update;const n=e;
if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return I.errors=[{instancePath:s+"/update",schemaPath:"\
#/properties/update/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i==
"number"&&isFinite(i)&&(i<0||isNaN(i)))return I.errors=[{instancePath:s+"/update",schemaPath:"#/properties/upd\
ate/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;
if(t){if(r.adopt!==void 0){let i=r.adopt;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return I.
errors=[{instancePath:s+"/adopt",schemaPath:"#/properties/adopt/type",keyword:"type",params:{type:"integer"},message:"\
must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return I.errors=[{instancePath:s+
"/adopt",schemaPath:"#/properties/adopt/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"m\
ust be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.rename!==void 0){let i=r.rename;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return I.errors=[{instancePath:s+"/rename",schemaPath:"#/properties/\
rename/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&
isFinite(i)&&(i<0||isNaN(i)))return I.errors=[{instancePath:s+"/rename",schemaPath:"#/properties/rename/minimu\
m",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){
if(r.delete!==void 0){let i=r.delete;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return I.
errors=[{instancePath:s+"/delete",schemaPath:"#/properties/delete/type",keyword:"type",params:{type:"integer"},
message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return I.errors=[{instancePath:s+
"/delete",schemaPath:"#/properties/delete/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"\
must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.hide!==void 0){let i=r.hide;const n=e;if(!(typeof i=="\
number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return I.errors=[{instancePath:s+"/hide",schemaPath:"#/properties/hid\
e/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(
i)&&(i<0||isNaN(i)))return I.errors=[{instancePath:s+"/hide",schemaPath:"#/properties/hide/minimum",keyword:"m\
inimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.deactivate!==
void 0){let i=r.deactivate;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return I.errors=
[{instancePath:s+"/deactivate",schemaPath:"#/properties/deactivate/type",keyword:"type",params:{type:"integer"},
message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return I.errors=[{instancePath:s+
"/deactivate",schemaPath:"#/properties/deactivate/minimum",keyword:"minimum",params:{comparison:">=",limit:0},
message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.reactivate!==void 0){let i=r.reactivate;const n=e;
if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return I.errors=[{instancePath:s+"/reactivate",schemaPath:"\
#/properties/reactivate/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&
typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return I.errors=[{instancePath:s+"/reactivate",schemaPath:"#/\
properties/reactivate/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;
var t=n===e}else var t=!0;if(t){if(r.resume!==void 0){let i=r.resume;const n=e;if(!(typeof i=="number"&&!(i%1)&&
!isNaN(i)&&isFinite(i)))return I.errors=[{instancePath:s+"/resume",schemaPath:"#/properties/resume/type",keyword:"\
type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||
isNaN(i)))return I.errors=[{instancePath:s+"/resume",schemaPath:"#/properties/resume/minimum",keyword:"minimum",
params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.held!==void 0){
let i=r.held;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return I.errors=[{instancePath:s+
"/held",schemaPath:"#/properties/held/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],
!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return I.errors=[{instancePath:s+"/held",schemaPath:"\
#/properties/held/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===
e}else var t=!0;if(t){if(r.unchanged!==void 0){let i=r.unchanged;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(
i)&&isFinite(i)))return I.errors=[{instancePath:s+"/unchanged",schemaPath:"#/properties/unchanged/type",keyword:"\
type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||
isNaN(i)))return I.errors=[{instancePath:s+"/unchanged",schemaPath:"#/properties/unchanged/minimum",keyword:"m\
inimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.blocked!==
void 0){let i=r.blocked;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return I.errors=[{instancePath:s+
"/blocked",schemaPath:"#/properties/blocked/type",keyword:"type",params:{type:"integer"},message:"must be inte\
ger"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return I.errors=[{instancePath:s+"/blocke\
d",schemaPath:"#/properties/blocked/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must \
be >= 0"}],!1;var t=n===e}else var t=!0;if(t)if(r.bytes!==void 0){let i=r.bytes;const n=e;if(!(typeof i=="numb\
er"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return I.errors=[{instancePath:s+"/bytes",schemaPath:"#/properties/bytes/\
type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(
i)&&(i<0||isNaN(i)))return I.errors=[{instancePath:s+"/bytes",schemaPath:"#/properties/bytes/minimum",keyword:"\
minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0}}}}}}}}}}}}}}else
return I.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return I.errors=a,e===0}I.evaluated={props:{create:!0,replace:!0,verify:!0,update:!0,adopt:!0,rename:!0,
delete:!0,hide:!0,deactivate:!0,reactivate:!0,resume:!0,held:!0,unchanged:!0,blocked:!0,bytes:!0},dynamicProps:!1,
dynamicItems:!1};const qe={type:"object",required:["region","name","action","imageId","reason","fields","conte\
nt","blockedBy","warnings","basis","steps","timeout"],properties:{region:{type:"string"},name:{type:"string"},
action:{enum:["create","replace","verify","update","adopt","rename","delete","hide","deactivate","reactivate",
"resume","held","unchanged"]},imageId:{type:["string","null"],minLength:1,maxLength:255},reason:{type:"string"},
adopts:{type:"array",minItems:1,items:{$ref:"#/$defs/adopted"}},fields:{type:"array",items:{$ref:"#/$defs/fiel\
d"}},held:{type:"object",required:["since","turnedDown"],properties:{since:{type:"string"},turnedDown:{type:"o\
bject",required:["imageId","digest","version"],properties:{imageId:{type:["string","null"]},digest:{type:["str\
ing","null"]},version:{type:["string","null"]}}}}},content:{oneOf:[{type:"null"},{$ref:"#/$defs/content"}]},blockedBy:{
type:"array",items:{$ref:"#/$defs/blocker"}},warnings:{type:"array",items:{type:"string"}},basis:{$ref:"#/$def\
s/basis"},steps:{type:"array",items:{$ref:"#/$defs/step"}},notedBy:{type:"array",minItems:1,items:{type:"strin\
g"}},refersTo:{type:"array",minItems:1,items:{type:"string"}},timeout:{type:["number","null"],exclusiveMinimum:0},
outcome:{enum:["done","failed","skipped","stale"]},error:{oneOf:[{type:"null"},{$ref:"#/$defs/error"}]},seconds:{
type:"number",minimum:0},verified:{type:"object",required:["bytes","digests"],properties:{bytes:{type:"integer",
minimum:0},digests:{$ref:"#/$defs/digests"}}},servedBy:{type:"string",minLength:1}},dependentRequired:{outcome:[
"error","seconds"]}},D=Ce,Oe={type:"object",required:["id","name","owner","protected","by"],properties:{id:{type:"\
string"},name:{type:["string","null"]},owner:{type:["string","null"]},protected:{type:"boolean"},by:{type:"str\
ing"}}};function se(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=se.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.id===void 0&&(o="id")||r.name===void 0&&(o="name")||r.
owner===void 0&&(o="owner")||r.protected===void 0&&(o="protected")||r.by===void 0&&(o="by"))return se.errors=[
{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must have requi\
red property '"+o+"'"}],!1;if(r.id!==void 0){const i=e;if(typeof r.id!="string")return se.errors=[{instancePath:s+
"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===
e}else var t=!0;if(t){if(r.name!==void 0){let i=r.name;const n=e;if(typeof i!="string"&&i!==null)return se.errors=
[{instancePath:s+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type:Oe.properties.name.type},
message:"must be string,null"}],!1;var t=n===e}else var t=!0;if(t){if(r.owner!==void 0){let i=r.owner;const n=e;
if(typeof i!="string"&&i!==null)return se.errors=[{instancePath:s+"/owner",schemaPath:"#/properties/owner/type",
keyword:"type",params:{type:Oe.properties.owner.type},message:"must be string,null"}],!1;var t=n===e}else var t=!0;
if(t){if(r.protected!==void 0){const i=e;if(typeof r.protected!="boolean")return se.errors=[{instancePath:s+"/\
protected",schemaPath:"#/properties/protected/type",keyword:"type",params:{type:"boolean"},message:"must be bo\
olean"}],!1;var t=i===e}else var t=!0;if(t)if(r.by!==void 0){const i=e;if(typeof r.by!="string")return se.errors=
[{instancePath:s+"/by",schemaPath:"#/properties/by/type",keyword:"type",params:{type:"string"},message:"must b\
e string"}],!1;var t=i===e}else var t=!0}}}}else return se.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return se.errors=a,e===0}se.evaluated={props:{id:!0,
name:!0,owner:!0,protected:!0,by:!0},dynamicProps:!1,dynamicItems:!1};const ur={type:"object",required:["path",
"before","after"],properties:{path:{type:"string",minLength:1},before:{$ref:"#/$defs/fieldValue"},after:{$ref:"\
#/$defs/fieldValue"}}},Ze={type:["string","number","boolean","array","null"],items:{type:"string"}};function ye(r,{
instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ye.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),typeof r!="string"&&!(typeof r==
"number"&&isFinite(r))&&typeof r!="boolean"&&!Array.isArray(r)&&r!==null)return ye.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:Ze.type},message:"must be string,number,boolean,array,null"}],!1;if(e===0&&
Array.isArray(r)){var t=!0;const o=r.length;for(let i=0;i<o;i++){const n=e;if(typeof r[i]!="string")return ye.
errors=[{instancePath:s+"/"+i,schemaPath:"#/items/type",keyword:"type",params:{type:"string"},message:"must be\
 string"}],!1;var t=n===e;if(!t)break}}return ye.errors=a,e===0}ye.evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};
function ve(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=ve.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.path===void 0&&(o="path")||r.before===void 0&&(o="before")||r.after===
void 0&&(o="after"))return ve.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},
message:"must have required property '"+o+"'"}],!1;if(r.path!==void 0){let i=r.path;const n=e;if(e===n)if(typeof i==
"string"){if(D(i)<1)return ve.errors=[{instancePath:s+"/path",schemaPath:"#/properties/path/minLength",keyword:"\
minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return ve.errors=[{instancePath:s+
"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var t=n===e}else var t=!0;if(t){if(r.before!==void 0){const i=e;ye(r.before,{instancePath:s+"/before",parentData:r,
parentDataProperty:"before",rootData:f,dynamicAnchors:y})||(a=a===null?ye.errors:a.concat(ye.errors),e=a.length);
var t=i===e}else var t=!0;if(t)if(r.after!==void 0){const i=e;ye(r.after,{instancePath:s+"/after",parentData:r,
parentDataProperty:"after",rootData:f,dynamicAnchors:y})||(a=a===null?ye.errors:a.concat(ye.errors),e=a.length);
var t=i===e}else var t=!0}}else return ve.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;return ve.errors=a,e===0}ve.evaluated={props:{path:!0,before:!0,after:!0},
dynamicProps:!1,dynamicItems:!1};const Te={type:"object",required:["source","bytes","digests"],properties:{source:{
type:"string"},bytes:{type:["integer","null"],minimum:0},storedBytes:{type:["integer","null"],minimum:0},preparation:{
$ref:"#/$defs/preparation"},digests:{$ref:"#/$defs/digests"}}},De={type:"object",required:["decompress","diges\
tsCover"],properties:{decompress:{enum:["auto","none","gz","bz2","xz","lzma","zst","zip","tar","ova"]},digestsCover:{
enum:["source","decompressed"]},member:{type:"string"},transform:{type:"array",minItems:1,items:{type:"string"}},
convert:{type:"object",required:["to"],properties:{from:{enum:["ami","ari","aki","vhd","vhdx","vmdk","raw","qc\
ow2","vdi","ploop","iso"]},to:{enum:["ami","ari","aki","vhd","vhdx","vmdk","raw","qcow2","vdi","ploop","iso"]}}}}};
function E(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=E.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let n;if(r.decompress===void 0&&(n="decompress")||r.digestsCover===void 0&&(n="di\
gestsCover"))return E.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:n},
message:"must have required property '"+n+"'"}],!1;if(r.decompress!==void 0){let u=r.decompress;const g=e;if(!(u===
"auto"||u==="none"||u==="gz"||u==="bz2"||u==="xz"||u==="lzma"||u==="zst"||u==="zip"||u==="tar"||u==="ova"))return E.
errors=[{instancePath:s+"/decompress",schemaPath:"#/properties/decompress/enum",keyword:"enum",params:{allowedValues:De.
properties.decompress.enum},message:"must be equal to one of the allowed values"}],!1;var t=g===e}else var t=!0;
if(t){if(r.digestsCover!==void 0){let u=r.digestsCover;const g=e;if(!(u==="source"||u==="decompressed"))return E.
errors=[{instancePath:s+"/digestsCover",schemaPath:"#/properties/digestsCover/enum",keyword:"enum",params:{allowedValues:De.
properties.digestsCover.enum},message:"must be equal to one of the allowed values"}],!1;var t=g===e}else var t=!0;
if(t){if(r.member!==void 0){const u=e;if(typeof r.member!="string")return E.errors=[{instancePath:s+"/member",
schemaPath:"#/properties/member/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=u===
e}else var t=!0;if(t){if(r.transform!==void 0){let u=r.transform;const g=e;if(e===g)if(Array.isArray(u)){if(u.
length<1)return E.errors=[{instancePath:s+"/transform",schemaPath:"#/properties/transform/minItems",keyword:"m\
inItems",params:{limit:1},message:"must NOT have fewer than 1 items"}],!1;{var o=!0;const c=u.length;for(let l=0;l<
c;l++){const v=e;if(typeof u[l]!="string")return E.errors=[{instancePath:s+"/transform/"+l,schemaPath:"#/prope\
rties/transform/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var o=v===e;if(!o)
break}}}else return E.errors=[{instancePath:s+"/transform",schemaPath:"#/properties/transform/type",keyword:"t\
ype",params:{type:"array"},message:"must be array"}],!1;var t=g===e}else var t=!0;if(t)if(r.convert!==void 0){
let u=r.convert;const g=e;if(e===g)if(u&&typeof u=="object"&&!Array.isArray(u)){let c;if(u.to===void 0&&(c="to"))
return E.errors=[{instancePath:s+"/convert",schemaPath:"#/properties/convert/required",keyword:"required",params:{
missingProperty:c},message:"must have required property '"+c+"'"}],!1;if(u.from!==void 0){let l=u.from;const v=e;
if(!(l==="ami"||l==="ari"||l==="aki"||l==="vhd"||l==="vhdx"||l==="vmdk"||l==="raw"||l==="qcow2"||l==="vdi"||l===
"ploop"||l==="iso"))return E.errors=[{instancePath:s+"/convert/from",schemaPath:"#/properties/convert/properti\
es/from/enum",keyword:"enum",params:{allowedValues:De.properties.convert.properties.from.enum},message:"must b\
e equal to one of the allowed values"}],!1;var i=v===e}else var i=!0;if(i)if(u.to!==void 0){let l=u.to;const v=e;
if(!(l==="ami"||l==="ari"||l==="aki"||l==="vhd"||l==="vhdx"||l==="vmdk"||l==="raw"||l==="qcow2"||l==="vdi"||l===
"ploop"||l==="iso"))return E.errors=[{instancePath:s+"/convert/to",schemaPath:"#/properties/convert/properties\
/to/enum",keyword:"enum",params:{allowedValues:De.properties.convert.properties.to.enum},message:"must be equa\
l to one of the allowed values"}],!1;var i=v===e}else var i=!0}else return E.errors=[{instancePath:s+"/convert",
schemaPath:"#/properties/convert/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var t=g===
e}else var t=!0}}}}else return E.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"obje\
ct"},message:"must be object"}],!1;return E.errors=a,e===0}E.evaluated={props:{decompress:!0,digestsCover:!0,member:!0,
transform:!0,convert:!0},dynamicProps:!1,dynamicItems:!1};const lr={type:"object",properties:{md5:{type:"strin\
g",pattern:"^[0-9a-f]{32}$"},sha1:{type:"string",pattern:"^[0-9a-f]{40}$"},sha224:{type:"string",pattern:"^[0-\
9a-f]{56}$"},sha256:{type:"string",pattern:"^[0-9a-f]{64}$"},sha384:{type:"string",pattern:"^[0-9a-f]{96}$"},sha512:{
type:"string",pattern:"^[0-9a-f]{128}$"}}},Ke=new RegExp("^[0-9a-f]{32}$","u"),Je=new RegExp("^[0-9a-f]{40}$",
"u"),Qe=new RegExp("^[0-9a-f]{56}$","u"),Ue=new RegExp("^[0-9a-f]{96}$","u"),Xe=new RegExp("^[0-9a-f]{128}$","\
u");function B(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=B.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){if(r.md5!==void 0){let o=r.md5;const i=e;if(e===i)if(typeof o=="string"){if(!Ke.test(
o))return B.errors=[{instancePath:s+"/md5",schemaPath:"#/properties/md5/pattern",keyword:"pattern",params:{pattern:"\
^[0-9a-f]{32}$"},message:'must match pattern "^[0-9a-f]{32}$"'}],!1}else return B.errors=[{instancePath:s+"/md\
5",schemaPath:"#/properties/md5/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===
e}else var t=!0;if(t){if(r.sha1!==void 0){let o=r.sha1;const i=e;if(e===i)if(typeof o=="string"){if(!Je.test(o))
return B.errors=[{instancePath:s+"/sha1",schemaPath:"#/properties/sha1/pattern",keyword:"pattern",params:{pattern:"\
^[0-9a-f]{40}$"},message:'must match pattern "^[0-9a-f]{40}$"'}],!1}else return B.errors=[{instancePath:s+"/sh\
a1",schemaPath:"#/properties/sha1/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===
e}else var t=!0;if(t){if(r.sha224!==void 0){let o=r.sha224;const i=e;if(e===i)if(typeof o=="string"){if(!Qe.test(
o))return B.errors=[{instancePath:s+"/sha224",schemaPath:"#/properties/sha224/pattern",keyword:"pattern",params:{
pattern:"^[0-9a-f]{56}$"},message:'must match pattern "^[0-9a-f]{56}$"'}],!1}else return B.errors=[{instancePath:s+
"/sha224",schemaPath:"#/properties/sha224/type",keyword:"type",params:{type:"string"},message:"must be string"}],
!1;var t=i===e}else var t=!0;if(t){if(r.sha256!==void 0){let o=r.sha256;const i=e;if(e===i)if(typeof o=="strin\
g"){if(!Ne.test(o))return B.errors=[{instancePath:s+"/sha256",schemaPath:"#/properties/sha256/pattern",keyword:"\
pattern",params:{pattern:"^[0-9a-f]{64}$"},message:'must match pattern "^[0-9a-f]{64}$"'}],!1}else return B.errors=
[{instancePath:s+"/sha256",schemaPath:"#/properties/sha256/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.sha384!==void 0){let o=r.sha384;const i=e;if(e===i)if(typeof o==
"string"){if(!Ue.test(o))return B.errors=[{instancePath:s+"/sha384",schemaPath:"#/properties/sha384/pattern",keyword:"\
pattern",params:{pattern:"^[0-9a-f]{96}$"},message:'must match pattern "^[0-9a-f]{96}$"'}],!1}else return B.errors=
[{instancePath:s+"/sha384",schemaPath:"#/properties/sha384/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=i===e}else var t=!0;if(t)if(r.sha512!==void 0){let o=r.sha512;const i=e;if(e===i)if(typeof o==
"string"){if(!Xe.test(o))return B.errors=[{instancePath:s+"/sha512",schemaPath:"#/properties/sha512/pattern",keyword:"\
pattern",params:{pattern:"^[0-9a-f]{128}$"},message:'must match pattern "^[0-9a-f]{128}$"'}],!1}else return B.
errors=[{instancePath:s+"/sha512",schemaPath:"#/properties/sha512/type",keyword:"type",params:{type:"string"},
message:"must be string"}],!1;var t=i===e}else var t=!0}}}}}else return B.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return B.errors=a,e===0}B.evaluated=
{props:{md5:!0,sha1:!0,sha224:!0,sha256:!0,sha384:!0,sha512:!0},dynamicProps:!1,dynamicItems:!1};function ie(r,{
instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ie.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let o;if(r.source===void 0&&(o="source")||r.bytes===void 0&&(o="bytes")||r.digests===void 0&&
(o="digests"))return ie.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},
message:"must have required property '"+o+"'"}],!1;if(r.source!==void 0){const i=e;if(typeof r.source!="string")
return ie.errors=[{instancePath:s+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.bytes!==void 0){let i=r.bytes;const n=e;
if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i))&&i!==null)return ie.errors=[{instancePath:s+"/bytes",
schemaPath:"#/properties/bytes/type",keyword:"type",params:{type:Te.properties.bytes.type},message:"must be in\
teger,null"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return ie.errors=[{instancePath:s+
"/bytes",schemaPath:"#/properties/bytes/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"m\
ust be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.storedBytes!==void 0){let i=r.storedBytes;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i))&&i!==null)return ie.errors=[{instancePath:s+"/storedBytes",schemaPath:"\
#/properties/storedBytes/type",keyword:"type",params:{type:Te.properties.storedBytes.type},message:"must be in\
teger,null"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return ie.errors=[{instancePath:s+
"/storedBytes",schemaPath:"#/properties/storedBytes/minimum",keyword:"minimum",params:{comparison:">=",limit:0},
message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.preparation!==void 0){const i=e;E(r.preparation,
{instancePath:s+"/preparation",parentData:r,parentDataProperty:"preparation",rootData:f,dynamicAnchors:y})||(a=
a===null?E.errors:a.concat(E.errors),e=a.length);var t=i===e}else var t=!0;if(t)if(r.digests!==void 0){const i=e;
B(r.digests,{instancePath:s+"/digests",parentData:r,parentDataProperty:"digests",rootData:f,dynamicAnchors:y})||
(a=a===null?B.errors:a.concat(B.errors),e=a.length);var t=i===e}else var t=!0}}}}else return ie.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return ie.errors=a,e===
0}ie.evaluated={props:{source:!0,bytes:!0,storedBytes:!0,preparation:!0,digests:!0},dynamicProps:!1,dynamicItems:!1};
const dr={type:"object",required:["code","message","candidates"],properties:{code:{type:"string"},message:{type:"\
string"},at:{$ref:"#/$defs/position"},candidates:{type:"array",items:{type:"string"}},scope:{const:"plan"}}};function ae(r,{
instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ae.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let i;if(r.code===void 0&&(i="code")||r.message===void 0&&(i="message")||r.candidates===void 0&&
(i="candidates"))return ae.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:i},
message:"must have required property '"+i+"'"}],!1;if(r.code!==void 0){const n=e;if(typeof r.code!="string")return ae.
errors=[{instancePath:s+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.message!==void 0){const n=e;if(typeof r.message!="st\
ring")return ae.errors=[{instancePath:s+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.at!==void 0){const n=e;Y(r.at,
{instancePath:s+"/at",parentData:r,parentDataProperty:"at",rootData:f,dynamicAnchors:y})||(a=a===null?Y.errors:
a.concat(Y.errors),e=a.length);var t=n===e}else var t=!0;if(t){if(r.candidates!==void 0){let n=r.candidates;const u=e;
if(e===u)if(Array.isArray(n)){var o=!0;const b=n.length;for(let c=0;c<b;c++){const l=e;if(typeof n[c]!="string")
return ae.errors=[{instancePath:s+"/candidates/"+c,schemaPath:"#/properties/candidates/items/type",keyword:"ty\
pe",params:{type:"string"},message:"must be string"}],!1;var o=l===e;if(!o)break}}else return ae.errors=[{instancePath:s+
"/candidates",schemaPath:"#/properties/candidates/type",keyword:"type",params:{type:"array"},message:"must be \
array"}],!1;var t=u===e}else var t=!0;if(t)if(r.scope!==void 0){const n=e;if(r.scope!=="plan")return ae.errors=
[{instancePath:s+"/scope",schemaPath:"#/properties/scope/const",keyword:"const",params:{allowedValue:"plan"},message:"\
must be equal to constant"}],!1;var t=n===e}else var t=!0}}}}else return ae.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return ae.errors=a,e===0}ae.evaluated=
{props:{code:!0,message:!0,at:!0,candidates:!0,scope:!0},dynamicProps:!1,dynamicItems:!1};const Ye={type:"obje\
ct",required:["images","members","namesakes","owners"],properties:{images:{type:"object",additionalProperties:{
type:"string"}},members:{type:"object",additionalProperties:{type:"string"}},namesakes:{type:"array",items:{type:"\
string"}},owners:{type:"array",items:{type:["string","null"]}}}};function H(r,{instancePath:s="",parentData:w,
parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=H.evaluated;if(p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let g;if(r.
images===void 0&&(g="images")||r.members===void 0&&(g="members")||r.namesakes===void 0&&(g="namesakes")||r.owners===
void 0&&(g="owners"))return H.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:g},
message:"must have required property '"+g+"'"}],!1;if(r.images!==void 0){let b=r.images;const c=e;if(e===c)if(b&&
typeof b=="object"&&!Array.isArray(b))for(const l in b){const v=e;if(typeof b[l]!="string")return H.errors=[{instancePath:s+
"/images/"+l.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/images/additionalProperties/type",
keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=v===e;if(!t)break}else return H.errors=
[{instancePath:s+"/images",schemaPath:"#/properties/images/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;var o=c===e}else var o=!0;if(o){if(r.members!==void 0){let b=r.members;const c=e;if(e===c)
if(b&&typeof b=="object"&&!Array.isArray(b))for(const v in b){const j=e;if(typeof b[v]!="string")return H.errors=
[{instancePath:s+"/members/"+v.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/members/additio\
nalProperties/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var i=j===e;if(!i)break}else
return H.errors=[{instancePath:s+"/members",schemaPath:"#/properties/members/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;var o=c===e}else var o=!0;if(o){if(r.namesakes!==void 0){let b=r.namesakes;
const c=e;if(e===c)if(Array.isArray(b)){var n=!0;const v=b.length;for(let j=0;j<v;j++){const A=e;if(typeof b[j]!=
"string")return H.errors=[{instancePath:s+"/namesakes/"+j,schemaPath:"#/properties/namesakes/items/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var n=A===e;if(!n)break}}else return H.errors=[{instancePath:s+
"/namesakes",schemaPath:"#/properties/namesakes/type",keyword:"type",params:{type:"array"},message:"must be ar\
ray"}],!1;var o=c===e}else var o=!0;if(o)if(r.owners!==void 0){let b=r.owners;const c=e;if(e===c)if(Array.isArray(
b)){var u=!0;const v=b.length;for(let j=0;j<v;j++){let A=b[j];const d=e;if(typeof A!="string"&&A!==null)return H.
errors=[{instancePath:s+"/owners/"+j,schemaPath:"#/properties/owners/items/type",keyword:"type",params:{type:Ye.
properties.owners.items.type},message:"must be string,null"}],!1;var u=d===e;if(!u)break}}else return H.errors=
[{instancePath:s+"/owners",schemaPath:"#/properties/owners/type",keyword:"type",params:{type:"array"},message:"\
must be array"}],!1;var o=c===e}else var o=!0}}}else return H.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return H.errors=a,e===0}H.evaluated={props:{images:!0,
members:!0,namesakes:!0,owners:!0},dynamicProps:!1,dynamicItems:!1};const fr={type:"object",required:["kind"],
discriminator:{propertyName:"kind"},oneOf:[{$ref:"#/$defs/compareStep"},{$ref:"#/$defs/stageStep"},{$ref:"#/$d\
efs/resumeStep"},{$ref:"#/$defs/uploadStep"},{$ref:"#/$defs/recordStep"},{$ref:"#/$defs/copyToStoresStep"},{$ref:"\
#/$defs/checkStep"},{$ref:"#/$defs/shareStep"},{$ref:"#/$defs/deactivateStep"},{$ref:"#/$defs/reactivateStep"},
{$ref:"#/$defs/recheckStep"},{$ref:"#/$defs/downloadBackupStep"},{$ref:"#/$defs/publishStep"},{$ref:"#/$defs/r\
etireStep"},{$ref:"#/$defs/updateStep"},{$ref:"#/$defs/membersStep"},{$ref:"#/$defs/deleteStep"}]},Se={type:"o\
bject",required:["kind","id","digests","read","bytes","same","refused"],properties:{kind:{const:"compare"},id:{
type:"string",minLength:1,maxLength:255},digests:{$ref:"#/$defs/digests"},read:{oneOf:[{const:"image"},{$ref:"\
#/$defs/source"}]},bytes:{type:["integer","null"],minimum:0},same:{type:"array",items:{$ref:"#/$defs/step"}},refused:{
type:["string","null"]}}},yr={type:"object",required:["kind"],discriminator:{propertyName:"kind"},oneOf:[{$ref:"\
#/$defs/fileSource"},{$ref:"#/$defs/httpSource"},{$ref:"#/$defs/glanceSource"},{$ref:"#/$defs/alternativesSour\
ce"}]},cr={type:"object",required:["kind","path"],properties:{kind:{const:"file"},path:{type:"string",minLength:1}}};
function ee(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=ee.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.path===void 0&&(o="path"))return ee.errors=
[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must have requ\
ired property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="file")return ee.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"file"},message:"must be equ\
al to constant"}],!1;var t=i===e}else var t=!0;if(t)if(r.path!==void 0){let i=r.path;const n=e;if(e===n)if(typeof i==
"string"){if(D(i)<1)return ee.errors=[{instancePath:s+"/path",schemaPath:"#/properties/path/minLength",keyword:"\
minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return ee.errors=[{instancePath:s+
"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var t=n===e}else var t=!0}else return ee.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;return ee.errors=a,e===0}ee.evaluated={props:{kind:!0,path:!0},dynamicProps:!1,
dynamicItems:!1};const gr={type:"object",required:["kind","url"],properties:{kind:{const:"http"},url:{type:"st\
ring",pattern:"^[Hh][Tt][Tt][Pp][Ss]?://"},cachedAt:{type:"string",minLength:1},cachedBelow:{type:"string",minLength:1},
queryDigest:{type:"string",pattern:"^[0-9a-f]{16}$"},needsAuth:{const:!0}}},er=new RegExp("^[Hh][Tt][Tt][Pp][S\
s]?://","u"),rr=new RegExp("^[0-9a-f]{16}$","u");function R(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=R.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o=
"kind")||r.url===void 0&&(o="url"))return R.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",
params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.
kind!=="http")return R.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{
allowedValue:"http"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.url!==void 0){
let i=r.url;const n=e;if(e===n)if(typeof i=="string"){if(!er.test(i))return R.errors=[{instancePath:s+"/url",schemaPath:"\
#/properties/url/pattern",keyword:"pattern",params:{pattern:"^[Hh][Tt][Tt][Pp][Ss]?://"},message:'must match p\
attern "^[Hh][Tt][Tt][Pp][Ss]?://"'}],!1}else return R.errors=[{instancePath:s+"/url",schemaPath:"#/properties\
/url/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){
if(r.cachedAt!==void 0){let i=r.cachedAt;const n=e;if(e===n)if(typeof i=="string"){if(D(i)<1)return R.errors=[
{instancePath:s+"/cachedAt",schemaPath:"#/properties/cachedAt/minLength",keyword:"minLength",params:{limit:1},
message:"must NOT have fewer than 1 characters"}],!1}else return R.errors=[{instancePath:s+"/cachedAt",schemaPath:"\
#/properties/cachedAt/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else
var t=!0;if(t){if(r.cachedBelow!==void 0){let i=r.cachedBelow;const n=e;if(e===n)if(typeof i=="string"){if(D(i)<
1)return R.errors=[{instancePath:s+"/cachedBelow",schemaPath:"#/properties/cachedBelow/minLength",keyword:"min\
Length",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return R.errors=[{instancePath:s+
"/cachedBelow",schemaPath:"#/properties/cachedBelow/type",keyword:"type",params:{type:"string"},message:"must \
be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.queryDigest!==void 0){let i=r.queryDigest;const n=e;if(e===
n)if(typeof i=="string"){if(!rr.test(i))return R.errors=[{instancePath:s+"/queryDigest",schemaPath:"#/properti\
es/queryDigest/pattern",keyword:"pattern",params:{pattern:"^[0-9a-f]{16}$"},message:'must match pattern "^[0-9\
a-f]{16}$"'}],!1}else return R.errors=[{instancePath:s+"/queryDigest",schemaPath:"#/properties/queryDigest/typ\
e",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t)if(r.needsAuth!==
void 0){const i=e;if(r.needsAuth!==!0)return R.errors=[{instancePath:s+"/needsAuth",schemaPath:"#/properties/n\
eedsAuth/const",keyword:"const",params:{allowedValue:!0},message:"must be equal to constant"}],!1;var t=i===e}else
var t=!0}}}}}else return R.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;return R.errors=a,e===0}R.evaluated={props:{kind:!0,url:!0,cachedAt:!0,cachedBelow:!0,queryDigest:!0,
needsAuth:!0},dynamicProps:!1,dynamicItems:!1};const Ve={type:"object",required:["kind","cloud","region","imag\
e"],properties:{kind:{const:"glance"},cloud:{type:["string","null"]},region:{type:["string","null"]},image:{type:"\
string",minLength:1}}};function ne(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=ne.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.cloud===void 0&&(o="cloud")||
r.region===void 0&&(o="region")||r.image===void 0&&(o="image"))return ne.errors=[{instancePath:s,schemaPath:"#\
/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
kind!==void 0){const i=e;if(r.kind!=="glance")return ne.errors=[{instancePath:s+"/kind",schemaPath:"#/properti\
es/kind/const",keyword:"const",params:{allowedValue:"glance"},message:"must be equal to constant"}],!1;var t=i===
e}else var t=!0;if(t){if(r.cloud!==void 0){let i=r.cloud;const n=e;if(typeof i!="string"&&i!==null)return ne.errors=
[{instancePath:s+"/cloud",schemaPath:"#/properties/cloud/type",keyword:"type",params:{type:Ve.properties.cloud.
type},message:"must be string,null"}],!1;var t=n===e}else var t=!0;if(t){if(r.region!==void 0){let i=r.region;
const n=e;if(typeof i!="string"&&i!==null)return ne.errors=[{instancePath:s+"/region",schemaPath:"#/properties\
/region/type",keyword:"type",params:{type:Ve.properties.region.type},message:"must be string,null"}],!1;var t=n===
e}else var t=!0;if(t)if(r.image!==void 0){let i=r.image;const n=e;if(e===n)if(typeof i=="string"){if(D(i)<1)return ne.
errors=[{instancePath:s+"/image",schemaPath:"#/properties/image/minLength",keyword:"minLength",params:{limit:1},
message:"must NOT have fewer than 1 characters"}],!1}else return ne.errors=[{instancePath:s+"/image",schemaPath:"\
#/properties/image/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0}}}else
return ne.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"}],!1;return ne.errors=a,e===0}ne.evaluated={props:{kind:!0,cloud:!0,region:!0,image:!0},dynamicProps:!1,
dynamicItems:!1};const hr={type:"object",required:["kind","places"],properties:{kind:{const:"alternatives"},places:{
type:"array",minItems:1,items:{type:"object",required:["kind"],discriminator:{propertyName:"kind"},oneOf:[{$ref:"\
#/$defs/fileSource"},{$ref:"#/$defs/httpSource"}]}}}};function Q(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=Q.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let n;if(r.kind===void 0&&(n=
"kind")||r.places===void 0&&(n="places"))return Q.errors=[{instancePath:s,schemaPath:"#/required",keyword:"req\
uired",params:{missingProperty:n},message:"must have required property '"+n+"'"}],!1;if(r.kind!==void 0){const u=e;
if(r.kind!=="alternatives")return Q.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"\
const",params:{allowedValue:"alternatives"},message:"must be equal to constant"}],!1;var t=u===e}else var t=!0;
if(t)if(r.places!==void 0){let u=r.places;const g=e;if(e===g)if(Array.isArray(u)){if(u.length<1)return Q.errors=
[{instancePath:s+"/places",schemaPath:"#/properties/places/minItems",keyword:"minItems",params:{limit:1},message:"\
must NOT have fewer than 1 items"}],!1;{var o=!0;const c=u.length;for(let l=0;l<c;l++){let v=u[l];const j=e;if(e===
j)if(v&&typeof v=="object"&&!Array.isArray(v)){let d;if(v.kind===void 0&&(d="kind"))return Q.errors=[{instancePath:s+
"/places/"+l,schemaPath:"#/properties/places/items/required",keyword:"required",params:{missingProperty:d},message:"\
must have required property '"+d+"'"}],!1;{const $=v.kind;if(typeof $=="string")if($==="file"){ee(v,{instancePath:s+
"/places/"+l,parentData:u,parentDataProperty:l,rootData:f,dynamicAnchors:y})||(a=a===null?ee.errors:a.concat(ee.
errors),e=a.length);var i={};i.kind=!0,i.path=!0}else if($==="http")R(v,{instancePath:s+"/places/"+l,parentData:u,
parentDataProperty:l,rootData:f,dynamicAnchors:y})||(a=a===null?R.errors:a.concat(R.errors),e=a.length),i!==!0&&
(i=i||{},i.kind=!0,i.url=!0,i.cachedAt=!0,i.cachedBelow=!0,i.queryDigest=!0,i.needsAuth=!0);else return Q.errors=
[{instancePath:s+"/places/"+l,schemaPath:"#/properties/places/items/discriminator",keyword:"discriminator",params:{
error:"mapping",tag:"kind",tagValue:$},message:'value of tag "kind" must be in oneOf'}],!1;else return Q.errors=
[{instancePath:s+"/places/"+l,schemaPath:"#/properties/places/items/discriminator",keyword:"discriminator",params:{
error:"tag",tag:"kind",tagValue:$},message:'tag "kind" must be string'}],!1}}else return Q.errors=[{instancePath:s+
"/places/"+l,schemaPath:"#/properties/places/items/type",keyword:"type",params:{type:"object"},message:"must b\
e object"}],!1;var o=j===e;if(!o)break}}}else return Q.errors=[{instancePath:s+"/places",schemaPath:"#/propert\
ies/places/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=g===e}else var t=!0}else
return Q.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return Q.errors=a,e===0}Q.evaluated={props:{kind:!0,places:!0},dynamicProps:!1,dynamicItems:!1};function oe(r,{
instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=oe.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind"))return oe.errors=[{instancePath:s,schemaPath:"#/requir\
ed",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;{const i=r.
kind;if(typeof i=="string")if(i==="file"){ee(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||
(a=a===null?ee.errors:a.concat(ee.errors),e=a.length);var t={};t.kind=!0,t.path=!0}else if(i==="http")R(r,{instancePath:s,
parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?R.errors:a.concat(R.errors),e=a.length),
t!==!0&&(t=t||{},t.kind=!0,t.url=!0,t.cachedAt=!0,t.cachedBelow=!0,t.queryDigest=!0,t.needsAuth=!0);else if(i===
"glance")ne(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?ne.
errors:a.concat(ne.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.cloud=!0,t.region=!0,t.image=!0);else if(i===
"alternatives")Q(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?
Q.errors:a.concat(Q.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.places=!0);else return oe.errors=[{instancePath:s,
schemaPath:"#/discriminator",keyword:"discriminator",params:{error:"mapping",tag:"kind",tagValue:i},message:'v\
alue of tag "kind" must be in oneOf'}],!1;else return oe.errors=[{instancePath:s,schemaPath:"#/discriminator",
keyword:"discriminator",params:{error:"tag",tag:"kind",tagValue:i},message:'tag "kind" must be string'}],!1}}else
return oe.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"}],!1;return oe.errors=a,p.props=t,e===0}oe.evaluated={dynamicProps:!0,dynamicItems:!1};const xe={validate:he};
function M(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=M.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let n;if(r.kind===void 0&&(n="kind")||r.id===void 0&&(n="id")||r.digests===void 0&&
(n="digests")||r.read===void 0&&(n="read")||r.bytes===void 0&&(n="bytes")||r.same===void 0&&(n="same")||r.refused===
void 0&&(n="refused"))return M.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:n},
message:"must have required property '"+n+"'"}],!1;if(r.kind!==void 0){const u=e;if(r.kind!=="compare")return M.
errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"com\
pare"},message:"must be equal to constant"}],!1;var t=u===e}else var t=!0;if(t){if(r.id!==void 0){let u=r.id;const g=e;
if(e===g)if(typeof u=="string"){if(D(u)>255)return M.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id\
/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(
u)<1)return M.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return M.errors=[{instancePath:s+"/id",schemaPath:"\
#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=g===e}else var t=!0;
if(t){if(r.digests!==void 0){const u=e;B(r.digests,{instancePath:s+"/digests",parentData:r,parentDataProperty:"\
digests",rootData:f,dynamicAnchors:y})||(a=a===null?B.errors:a.concat(B.errors),e=a.length);var t=u===e}else var t=!0;
if(t){if(r.read!==void 0){let u=r.read;const g=e,b=e;let c=!1,l=null;const v=e;if(u!=="image"){const d={instancePath:s+
"/read",schemaPath:"#/properties/read/oneOf/0/const",keyword:"const",params:{allowedValue:"image"},message:"mu\
st be equal to constant"};a===null?a=[d]:a.push(d),e++}var o=v===e;o&&(c=!0,l=0);const j=e;oe(u,{instancePath:s+
"/read",parentData:r,parentDataProperty:"read",rootData:f,dynamicAnchors:y})||(a=a===null?oe.errors:a.concat(oe.
errors),e=a.length);var o=j===e;if(o&&c?(c=!1,l=[l,1]):o&&(c=!0,l=1),c)e=b,a!==null&&(b?a.length=b:a=null);else{
const d={instancePath:s+"/read",schemaPath:"#/properties/read/oneOf",keyword:"oneOf",params:{passingSchemas:l},
message:"must match exactly one schema in oneOf"};return a===null?a=[d]:a.push(d),e++,M.errors=a,!1}var t=g===
e}else var t=!0;if(t){if(r.bytes!==void 0){let u=r.bytes;const g=e;if(!(typeof u=="number"&&!(u%1)&&!isNaN(u)&&
isFinite(u))&&u!==null)return M.errors=[{instancePath:s+"/bytes",schemaPath:"#/properties/bytes/type",keyword:"\
type",params:{type:Se.properties.bytes.type},message:"must be integer,null"}],!1;if(e===g&&typeof u=="number"&&
isFinite(u)&&(u<0||isNaN(u)))return M.errors=[{instancePath:s+"/bytes",schemaPath:"#/properties/bytes/minimum",
keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=g===e}else var t=!0;if(t){
if(r.same!==void 0){let u=r.same;const g=e;if(e===g)if(Array.isArray(u)){var i=!0;const c=u.length;for(let l=0;l<
c;l++){const v=e;xe.validate(u[l],{instancePath:s+"/same/"+l,parentData:u,parentDataProperty:l,rootData:f,dynamicAnchors:y})||
(a=a===null?xe.validate.errors:a.concat(xe.validate.errors),e=a.length);var i=v===e;if(!i)break}}else return M.
errors=[{instancePath:s+"/same",schemaPath:"#/properties/same/type",keyword:"type",params:{type:"array"},message:"\
must be array"}],!1;var t=g===e}else var t=!0;if(t)if(r.refused!==void 0){let u=r.refused;const g=e;if(typeof u!=
"string"&&u!==null)return M.errors=[{instancePath:s+"/refused",schemaPath:"#/properties/refused/type",keyword:"\
type",params:{type:Se.properties.refused.type},message:"must be string,null"}],!1;var t=g===e}else var t=!0}}}}}}else
return M.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return M.errors=a,e===0}M.evaluated={props:{kind:!0,id:!0,digests:!0,read:!0,bytes:!0,same:!0,refused:!0},
dynamicProps:!1,dynamicItems:!1};const vr={type:"object",required:["kind","attributes"],properties:{kind:{const:"\
stage"},attributes:{$ref:"#/$defs/attributes"},references:{$ref:"#/$defs/references"}}},tr={type:"object",required:[],
properties:{id:{type:"string",minLength:1,maxLength:255},name:{type:"string",maxLength:255},visibility:{enum:[
"public","community","shared","private"]},hidden:{type:"boolean"},protected:{type:"boolean"},owner:{type:"stri\
ng"},diskFormat:{type:"string"},containerFormat:{type:"string"},minDisk:{type:"integer",minimum:0},minRam:{type:"\
integer",minimum:0},description:{type:"string"},tags:{type:"array",items:{type:"string"}},properties:{type:"ob\
ject",additionalProperties:{type:"string"}}}};function T(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=T.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.id!==void 0){let n=r.id;
const u=e;if(e===u)if(typeof n=="string"){if(D(n)>255)return T.errors=[{instancePath:s+"/id",schemaPath:"#/pro\
perties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],
!1;if(D(n)<1)return T.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",
params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return T.errors=[{instancePath:s+"/\
id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=u===
e}else var t=!0;if(t){if(r.name!==void 0){let n=r.name;const u=e;if(e===u)if(typeof n=="string"){if(D(n)>255)return T.
errors=[{instancePath:s+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit:255},
message:"must NOT have more than 255 characters"}],!1}else return T.errors=[{instancePath:s+"/name",schemaPath:"\
#/properties/name/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=u===e}else var t=!0;
if(t){if(r.visibility!==void 0){let n=r.visibility;const u=e;if(!(n==="public"||n==="community"||n==="shared"||
n==="private"))return T.errors=[{instancePath:s+"/visibility",schemaPath:"#/properties/visibility/enum",keyword:"\
enum",params:{allowedValues:tr.properties.visibility.enum},message:"must be equal to one of the allowed values"}],
!1;var t=u===e}else var t=!0;if(t){if(r.hidden!==void 0){const n=e;if(typeof r.hidden!="boolean")return T.errors=
[{instancePath:s+"/hidden",schemaPath:"#/properties/hidden/type",keyword:"type",params:{type:"boolean"},message:"\
must be boolean"}],!1;var t=n===e}else var t=!0;if(t){if(r.protected!==void 0){const n=e;if(typeof r.protected!=
"boolean")return T.errors=[{instancePath:s+"/protected",schemaPath:"#/properties/protected/type",keyword:"type",
params:{type:"boolean"},message:"must be boolean"}],!1;var t=n===e}else var t=!0;if(t){if(r.owner!==void 0){const n=e;
if(typeof r.owner!="string")return T.errors=[{instancePath:s+"/owner",schemaPath:"#/properties/owner/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.diskFormat!==void 0){
const n=e;if(typeof r.diskFormat!="string")return T.errors=[{instancePath:s+"/diskFormat",schemaPath:"#/proper\
ties/diskFormat/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;
if(t){if(r.containerFormat!==void 0){const n=e;if(typeof r.containerFormat!="string")return T.errors=[{instancePath:s+
"/containerFormat",schemaPath:"#/properties/containerFormat/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.minDisk!==void 0){let n=r.minDisk;const u=e;if(!(typeof n==
"number"&&!(n%1)&&!isNaN(n)&&isFinite(n)))return T.errors=[{instancePath:s+"/minDisk",schemaPath:"#/properties\
/minDisk/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===u&&typeof n=="numb\
er"&&isFinite(n)&&(n<0||isNaN(n)))return T.errors=[{instancePath:s+"/minDisk",schemaPath:"#/properties/minDisk\
/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=u===e}else var t=!0;
if(t){if(r.minRam!==void 0){let n=r.minRam;const u=e;if(!(typeof n=="number"&&!(n%1)&&!isNaN(n)&&isFinite(n)))
return T.errors=[{instancePath:s+"/minRam",schemaPath:"#/properties/minRam/type",keyword:"type",params:{type:"\
integer"},message:"must be integer"}],!1;if(e===u&&typeof n=="number"&&isFinite(n)&&(n<0||isNaN(n)))return T.errors=
[{instancePath:s+"/minRam",schemaPath:"#/properties/minRam/minimum",keyword:"minimum",params:{comparison:">=",
limit:0},message:"must be >= 0"}],!1;var t=u===e}else var t=!0;if(t){if(r.description!==void 0){const n=e;if(typeof r.
description!="string")return T.errors=[{instancePath:s+"/description",schemaPath:"#/properties/description/typ\
e",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.tags!==
void 0){let n=r.tags;const u=e;if(e===u)if(Array.isArray(n)){var o=!0;const b=n.length;for(let c=0;c<b;c++){const l=e;
if(typeof n[c]!="string")return T.errors=[{instancePath:s+"/tags/"+c,schemaPath:"#/properties/tags/items/type",
keyword:"type",params:{type:"string"},message:"must be string"}],!1;var o=l===e;if(!o)break}}else return T.errors=
[{instancePath:s+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type:"array"},message:"mus\
t be array"}],!1;var t=u===e}else var t=!0;if(t)if(r.properties!==void 0){let n=r.properties;const u=e;if(e===
u)if(n&&typeof n=="object"&&!Array.isArray(n))for(const b in n){const c=e;if(typeof n[b]!="string")return T.errors=
[{instancePath:s+"/properties/"+b.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/properties/a\
dditionalProperties/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var i=c===e;if(!i)
break}else return T.errors=[{instancePath:s+"/properties",schemaPath:"#/properties/properties/type",keyword:"t\
ype",params:{type:"object"},message:"must be object"}],!1;var t=u===e}else var t=!0}}}}}}}}}}}}else return T.errors=
[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return T.
errors=a,e===0}T.evaluated={props:{id:!0,name:!0,visibility:!0,hidden:!0,protected:!0,owner:!0,diskFormat:!0,containerFormat:!0,
minDisk:!0,minRam:!0,description:!0,tags:!0,properties:!0},dynamicProps:!1,dynamicItems:!1};const br={type:"ob\
ject",additionalProperties:{type:"string",minLength:1}};function U(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=U.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r))for(const o in r){let i=r[o];
const n=e;if(e===n)if(typeof i=="string"){if(D(i)<1)return U.errors=[{instancePath:s+"/"+o.replace(/~/g,"~0").
replace(/\//g,"~1"),schemaPath:"#/additionalProperties/minLength",keyword:"minLength",params:{limit:1},message:"\
must NOT have fewer than 1 characters"}],!1}else return U.errors=[{instancePath:s+"/"+o.replace(/~/g,"~0").replace(
/\//g,"~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type:"string"},message:"must be st\
ring"}],!1;var t=n===e;if(!t)break}else return U.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{
type:"object"},message:"must be object"}],!1;return U.errors=a,e===0}U.evaluated={props:!0,dynamicProps:!1,dynamicItems:!1};
function be(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=be.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.attributes===void 0&&(o="attributes"))return be.
errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must ha\
ve required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="stage")return be.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"stage"},message:"must be eq\
ual to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.attributes!==void 0){const i=e;T(r.attributes,{instancePath:s+
"/attributes",parentData:r,parentDataProperty:"attributes",rootData:f,dynamicAnchors:y})||(a=a===null?T.errors:
a.concat(T.errors),e=a.length);var t=i===e}else var t=!0;if(t)if(r.references!==void 0){const i=e;U(r.references,
{instancePath:s+"/references",parentData:r,parentDataProperty:"references",rootData:f,dynamicAnchors:y})||(a=a===
null?U.errors:a.concat(U.errors),e=a.length);var t=i===e}else var t=!0}}else return be.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return be.errors=a,e===
0}be.evaluated={props:{kind:!0,attributes:!0,references:!0},dynamicProps:!1,dynamicItems:!1};const kr={type:"o\
bject",required:["kind","id"],properties:{kind:{const:"resume"},id:{type:"string",minLength:1,maxLength:255},freedBy:{
$ref:"#/$defs/freedBy"}}},wr={type:"string",minLength:1};function ce(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ce.evaluated;if(p.dynamicProps&&(p.props=void 0),
p.dynamicItems&&(p.items=void 0),e===0)if(typeof r=="string"){if(D(r)<1)return ce.errors=[{instancePath:s,schemaPath:"\
#/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return ce.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
return ce.errors=a,e===0}ce.evaluated={dynamicProps:!1,dynamicItems:!1};function ue(r,{instancePath:s="",parentData:w,
parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ue.evaluated;if(p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.
kind===void 0&&(o="kind")||r.id===void 0&&(o="id"))return ue.errors=[{instancePath:s,schemaPath:"#/required",keyword:"\
required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;
if(r.kind!=="resume")return ue.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"c\
onst",params:{allowedValue:"resume"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){
if(r.id!==void 0){let i=r.id;const n=e;if(e===n)if(typeof i=="string"){if(D(i)>255)return ue.errors=[{instancePath:s+
"/id",schemaPath:"#/properties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have mor\
e than 255 characters"}],!1;if(D(i)<1)return ue.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minL\
ength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return ue.
errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=n===e}else var t=!0;if(t)if(r.freedBy!==void 0){const i=e;ce(r.freedBy,{instancePath:s+
"/freedBy",parentData:r,parentDataProperty:"freedBy",rootData:f,dynamicAnchors:y})||(a=a===null?ce.errors:a.concat(
ce.errors),e=a.length);var t=i===e}else var t=!0}}else return ue.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return ue.errors=a,e===0}ue.evaluated={props:{kind:!0,
id:!0,freedBy:!0},dynamicProps:!1,dynamicItems:!1};const Fe={type:"object",required:["kind","source","expect",
"method","stores","detectFormat","inspect"],properties:{kind:{const:"upload"},source:{$ref:"#/$defs/source"},expect:{
type:"object",required:["digests","size","validators"],properties:{digests:{$ref:"#/$defs/digests"},size:{type:[
"integer","null"],minimum:0},validators:{oneOf:[{type:"null"},{$ref:"#/$defs/validators"}]},learnt:{const:!0}}},
method:{enum:["upload","stage","web-download"]},stores:{type:"array",items:{type:"string",minLength:1}},prepare:{
$ref:"#/$defs/preparation"},detectPacking:{type:"boolean"},detectFormat:{type:"boolean"},inspect:{type:"object",
required:["diskFormat","containerFormat","minDiskGiB","allow"],properties:{diskFormat:{type:["string","null"]},
containerFormat:{type:"string"},minDiskGiB:{type:"integer",minimum:0},allow:{type:"array",items:{type:"string"}}}}}},
Pr={type:"object",required:[],properties:{etag:{type:"string"},lastModified:{type:"string"},length:{type:"inte\
ger",minimum:0}}};function ge(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=ge.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.etag!==void 0){const o=e;if(typeof r.etag!="string")return ge.
errors=[{instancePath:s+"/etag",schemaPath:"#/properties/etag/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=o===e}else var t=!0;if(t){if(r.lastModified!==void 0){const o=e;if(typeof r.lastModified!=
"string")return ge.errors=[{instancePath:s+"/lastModified",schemaPath:"#/properties/lastModified/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=o===e}else var t=!0;if(t)if(r.length!==void 0){
let o=r.length;const i=e;if(!(typeof o=="number"&&!(o%1)&&!isNaN(o)&&isFinite(o)))return ge.errors=[{instancePath:s+
"/length",schemaPath:"#/properties/length/type",keyword:"type",params:{type:"integer"},message:"must be intege\
r"}],!1;if(e===i&&typeof o=="number"&&isFinite(o)&&(o<0||isNaN(o)))return ge.errors=[{instancePath:s+"/length",
schemaPath:"#/properties/length/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >\
= 0"}],!1;var t=i===e}else var t=!0}}else return ge.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",
params:{type:"object"},message:"must be object"}],!1;return ge.errors=a,e===0}ge.evaluated={props:{etag:!0,lastModified:!0,
length:!0},dynamicProps:!1,dynamicItems:!1};function x(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=x.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let c;if(r.kind===void 0&&(c=
"kind")||r.source===void 0&&(c="source")||r.expect===void 0&&(c="expect")||r.method===void 0&&(c="method")||r.
stores===void 0&&(c="stores")||r.detectFormat===void 0&&(c="detectFormat")||r.inspect===void 0&&(c="inspect"))
return x.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:c},message:"\
must have required property '"+c+"'"}],!1;if(r.kind!==void 0){const l=e;if(r.kind!=="upload")return x.errors=[
{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"upload"},message:"\
must be equal to constant"}],!1;var t=l===e}else var t=!0;if(t){if(r.source!==void 0){const l=e;oe(r.source,{instancePath:s+
"/source",parentData:r,parentDataProperty:"source",rootData:f,dynamicAnchors:y})||(a=a===null?oe.errors:a.concat(
oe.errors),e=a.length);var t=l===e}else var t=!0;if(t){if(r.expect!==void 0){let l=r.expect;const v=e;if(e===v)
if(l&&typeof l=="object"&&!Array.isArray(l)){let A;if(l.digests===void 0&&(A="digests")||l.size===void 0&&(A="\
size")||l.validators===void 0&&(A="validators"))return x.errors=[{instancePath:s+"/expect",schemaPath:"#/prope\
rties/expect/required",keyword:"required",params:{missingProperty:A},message:"must have required property '"+A+
"'"}],!1;if(l.digests!==void 0){const d=e;B(l.digests,{instancePath:s+"/expect/digests",parentData:l,parentDataProperty:"\
digests",rootData:f,dynamicAnchors:y})||(a=a===null?B.errors:a.concat(B.errors),e=a.length);var o=d===e}else var o=!0;
if(o){if(l.size!==void 0){let d=l.size;const $=e;if(!(typeof d=="number"&&!(d%1)&&!isNaN(d)&&isFinite(d))&&d!==
null)return x.errors=[{instancePath:s+"/expect/size",schemaPath:"#/properties/expect/properties/size/type",keyword:"\
type",params:{type:Fe.properties.expect.properties.size.type},message:"must be integer,null"}],!1;if(e===$&&typeof d==
"number"&&isFinite(d)&&(d<0||isNaN(d)))return x.errors=[{instancePath:s+"/expect/size",schemaPath:"#/propertie\
s/expect/properties/size/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],
!1;var o=$===e}else var o=!0;if(o){if(l.validators!==void 0){let d=l.validators;const $=e,z=e;let q=!1,m=null;
const k=e;if(d!==null){const h={instancePath:s+"/expect/validators",schemaPath:"#/properties/expect/properties\
/validators/oneOf/0/type",keyword:"type",params:{type:"null"},message:"must be null"};a===null?a=[h]:a.push(h),
e++}var i=k===e;i&&(q=!0,m=0);const O=e;ge(d,{instancePath:s+"/expect/validators",parentData:l,parentDataProperty:"\
validators",rootData:f,dynamicAnchors:y})||(a=a===null?ge.errors:a.concat(ge.errors),e=a.length);var i=O===e;if(i&&
q)q=!1,m=[m,1];else if(i){q=!0,m=1;var n={};n.etag=!0,n.lastModified=!0,n.length=!0}if(q)e=z,a!==null&&(z?a.length=
z:a=null);else{const h={instancePath:s+"/expect/validators",schemaPath:"#/properties/expect/properties/validat\
ors/oneOf",keyword:"oneOf",params:{passingSchemas:m},message:"must match exactly one schema in oneOf"};return a===
null?a=[h]:a.push(h),e++,x.errors=a,!1}var o=$===e}else var o=!0;if(o)if(l.learnt!==void 0){const d=e;if(l.learnt!==
!0)return x.errors=[{instancePath:s+"/expect/learnt",schemaPath:"#/properties/expect/properties/learnt/const",
keyword:"const",params:{allowedValue:!0},message:"must be equal to constant"}],!1;var o=d===e}else var o=!0}}}else
return x.errors=[{instancePath:s+"/expect",schemaPath:"#/properties/expect/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;var t=v===e}else var t=!0;if(t){if(r.method!==void 0){let l=r.method;const v=e;
if(!(l==="upload"||l==="stage"||l==="web-download"))return x.errors=[{instancePath:s+"/method",schemaPath:"#/p\
roperties/method/enum",keyword:"enum",params:{allowedValues:Fe.properties.method.enum},message:"must be equal \
to one of the allowed values"}],!1;var t=v===e}else var t=!0;if(t){if(r.stores!==void 0){let l=r.stores;const v=e;
if(e===v)if(Array.isArray(l)){var u=!0;const A=l.length;for(let d=0;d<A;d++){let $=l[d];const z=e;if(e===z)if(typeof $==
"string"){if(D($)<1)return x.errors=[{instancePath:s+"/stores/"+d,schemaPath:"#/properties/stores/items/minLen\
gth",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return x.errors=
[{instancePath:s+"/stores/"+d,schemaPath:"#/properties/stores/items/type",keyword:"type",params:{type:"string"},
message:"must be string"}],!1;var u=z===e;if(!u)break}}else return x.errors=[{instancePath:s+"/stores",schemaPath:"\
#/properties/stores/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=v===e}else var t=!0;
if(t){if(r.prepare!==void 0){const l=e;E(r.prepare,{instancePath:s+"/prepare",parentData:r,parentDataProperty:"\
prepare",rootData:f,dynamicAnchors:y})||(a=a===null?E.errors:a.concat(E.errors),e=a.length);var t=l===e}else var t=!0;
if(t){if(r.detectPacking!==void 0){const l=e;if(typeof r.detectPacking!="boolean")return x.errors=[{instancePath:s+
"/detectPacking",schemaPath:"#/properties/detectPacking/type",keyword:"type",params:{type:"boolean"},message:"\
must be boolean"}],!1;var t=l===e}else var t=!0;if(t){if(r.detectFormat!==void 0){const l=e;if(typeof r.detectFormat!=
"boolean")return x.errors=[{instancePath:s+"/detectFormat",schemaPath:"#/properties/detectFormat/type",keyword:"\
type",params:{type:"boolean"},message:"must be boolean"}],!1;var t=l===e}else var t=!0;if(t)if(r.inspect!==void 0){
let l=r.inspect;const v=e;if(e===v)if(l&&typeof l=="object"&&!Array.isArray(l)){let A;if(l.diskFormat===void 0&&
(A="diskFormat")||l.containerFormat===void 0&&(A="containerFormat")||l.minDiskGiB===void 0&&(A="minDiskGiB")||
l.allow===void 0&&(A="allow"))return x.errors=[{instancePath:s+"/inspect",schemaPath:"#/properties/inspect/req\
uired",keyword:"required",params:{missingProperty:A},message:"must have required property '"+A+"'"}],!1;if(l.diskFormat!==
void 0){let d=l.diskFormat;const $=e;if(typeof d!="string"&&d!==null)return x.errors=[{instancePath:s+"/inspec\
t/diskFormat",schemaPath:"#/properties/inspect/properties/diskFormat/type",keyword:"type",params:{type:Fe.properties.
inspect.properties.diskFormat.type},message:"must be string,null"}],!1;var g=$===e}else var g=!0;if(g){if(l.containerFormat!==
void 0){const d=e;if(typeof l.containerFormat!="string")return x.errors=[{instancePath:s+"/inspect/containerFo\
rmat",schemaPath:"#/properties/inspect/properties/containerFormat/type",keyword:"type",params:{type:"string"},
message:"must be string"}],!1;var g=d===e}else var g=!0;if(g){if(l.minDiskGiB!==void 0){let d=l.minDiskGiB;const $=e;
if(!(typeof d=="number"&&!(d%1)&&!isNaN(d)&&isFinite(d)))return x.errors=[{instancePath:s+"/inspect/minDiskGiB",
schemaPath:"#/properties/inspect/properties/minDiskGiB/type",keyword:"type",params:{type:"integer"},message:"m\
ust be integer"}],!1;if(e===$&&typeof d=="number"&&isFinite(d)&&(d<0||isNaN(d)))return x.errors=[{instancePath:s+
"/inspect/minDiskGiB",schemaPath:"#/properties/inspect/properties/minDiskGiB/minimum",keyword:"minimum",params:{
comparison:">=",limit:0},message:"must be >= 0"}],!1;var g=$===e}else var g=!0;if(g)if(l.allow!==void 0){let d=l.
allow;const $=e;if(e===$)if(Array.isArray(d)){var b=!0;const q=d.length;for(let m=0;m<q;m++){const k=e;if(typeof d[m]!=
"string")return x.errors=[{instancePath:s+"/inspect/allow/"+m,schemaPath:"#/properties/inspect/properties/allo\
w/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var b=k===e;if(!b)break}}else
return x.errors=[{instancePath:s+"/inspect/allow",schemaPath:"#/properties/inspect/properties/allow/type",keyword:"\
type",params:{type:"array"},message:"must be array"}],!1;var g=$===e}else var g=!0}}}else return x.errors=[{instancePath:s+
"/inspect",schemaPath:"#/properties/inspect/type",keyword:"type",params:{type:"object"},message:"must be objec\
t"}],!1;var t=v===e}else var t=!0}}}}}}}}else return x.errors=[{instancePath:s,schemaPath:"#/type",keyword:"ty\
pe",params:{type:"object"},message:"must be object"}],!1;return x.errors=a,e===0}x.evaluated={props:{kind:!0,source:!0,
expect:!0,method:!0,stores:!0,prepare:!0,detectPacking:!0,detectFormat:!0,inspect:!0},dynamicProps:!1,dynamicItems:!1};
const jr={type:"object",required:["kind","image"],properties:{kind:{const:"record"},image:{$ref:"#/$defs/subje\
ct"}}},$r={oneOf:[{const:"staged"},{type:"object",required:["id"],properties:{id:{type:"string",minLength:1,maxLength:255}}}]};
function Z(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=Z.evaluated;p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0);const t=e;let o=!1,i=null;
const n=e;if(r!=="staged"){const c={instancePath:s,schemaPath:"#/oneOf/0/const",keyword:"const",params:{allowedValue:"\
staged"},message:"must be equal to constant"};a===null?a=[c]:a.push(c),e++}var g=n===e;g&&(o=!0,i=0);const u=e;
if(e===u)if(r&&typeof r=="object"&&!Array.isArray(r)){let c;if(r.id===void 0&&(c="id")){const l={instancePath:s,
schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty:c},message:"must have required prop\
erty '"+c+"'"};a===null?a=[l]:a.push(l),e++}else if(r.id!==void 0){let l=r.id;if(e===e)if(typeof l=="string"){
if(D(l)>255){const j={instancePath:s+"/id",schemaPath:"#/oneOf/1/properties/id/maxLength",keyword:"maxLength",
params:{limit:255},message:"must NOT have more than 255 characters"};a===null?a=[j]:a.push(j),e++}else if(D(l)<
1){const j={instancePath:s+"/id",schemaPath:"#/oneOf/1/properties/id/minLength",keyword:"minLength",params:{limit:1},
message:"must NOT have fewer than 1 characters"};a===null?a=[j]:a.push(j),e++}}else{const j={instancePath:s+"/\
id",schemaPath:"#/oneOf/1/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"};
a===null?a=[j]:a.push(j),e++}}}else{const c={instancePath:s,schemaPath:"#/oneOf/1/type",keyword:"type",params:{
type:"object"},message:"must be object"};a===null?a=[c]:a.push(c),e++}var g=u===e;if(g&&o)o=!1,i=[i,1];else if(g){
o=!0,i=1;var b={};b.id=!0}if(o)e=t,a!==null&&(t?a.length=t:a=null);else{const c={instancePath:s,schemaPath:"#/\
oneOf",keyword:"oneOf",params:{passingSchemas:i},message:"must match exactly one schema in oneOf"};return a===
null?a=[c]:a.push(c),e++,Z.errors=a,!1}return Z.errors=a,p.props=b,e===0}Z.evaluated={dynamicProps:!0,dynamicItems:!1};
function ke(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=ke.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.image===void 0&&(o="image"))return ke.errors=
[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must have requ\
ired property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="record")return ke.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"record"},message:"must be e\
qual to constant"}],!1;var t=i===e}else var t=!0;if(t)if(r.image!==void 0){const i=e;Z(r.image,{instancePath:s+
"/image",parentData:r,parentDataProperty:"image",rootData:f,dynamicAnchors:y})||(a=a===null?Z.errors:a.concat(
Z.errors),e=a.length);var t=i===e}else var t=!0}else return ke.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return ke.errors=a,e===0}ke.evaluated={props:{kind:!0,
image:!0},dynamicProps:!1,dynamicItems:!1};const qr={type:"object",required:["kind","image","stores"],properties:{
kind:{const:"copy-to-stores"},image:{$ref:"#/$defs/subject"},stores:{type:"array",items:{type:"string",minLength:1}}}};
function le(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=le.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let i;if(r.kind===void 0&&(i="kind")||r.image===void 0&&(i="image")||r.stores===void 0&&
(i="stores"))return le.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:i},
message:"must have required property '"+i+"'"}],!1;if(r.kind!==void 0){const n=e;if(r.kind!=="copy-to-stores")
return le.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"\
copy-to-stores"},message:"must be equal to constant"}],!1;var t=n===e}else var t=!0;if(t){if(r.image!==void 0){
const n=e;Z(r.image,{instancePath:s+"/image",parentData:r,parentDataProperty:"image",rootData:f,dynamicAnchors:y})||
(a=a===null?Z.errors:a.concat(Z.errors),e=a.length);var t=n===e}else var t=!0;if(t)if(r.stores!==void 0){let n=r.
stores;const u=e;if(e===u)if(Array.isArray(n)){var o=!0;const b=n.length;for(let c=0;c<b;c++){let l=n[c];const v=e;
if(e===v)if(typeof l=="string"){if(D(l)<1)return le.errors=[{instancePath:s+"/stores/"+c,schemaPath:"#/propert\
ies/stores/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 character\
s"}],!1}else return le.errors=[{instancePath:s+"/stores/"+c,schemaPath:"#/properties/stores/items/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var o=v===e;if(!o)break}}else return le.errors=[{instancePath:s+
"/stores",schemaPath:"#/properties/stores/type",keyword:"type",params:{type:"array"},message:"must be array"}],
!1;var t=u===e}else var t=!0}}else return le.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{
type:"object"},message:"must be object"}],!1;return le.errors=a,e===0}le.evaluated={props:{kind:!0,image:!0,stores:!0},
dynamicProps:!1,dynamicItems:!1};const Ee={type:"object",required:["kind","command","directory","timeout","kee\
p","member"],properties:{kind:{const:"check"},command:{type:"array",minItems:1,items:{type:"string",pattern:"^\
[^\\u0000]*$"}},directory:{type:["string","null"],pattern:"^[^\\u0000]+$"},timeout:{type:"number",exclusiveMinimum:0},
keep:{type:"boolean"},member:{type:["string","null"],minLength:1,maxLength:255}}},sr=new RegExp("^[^\\u0000]*$",
"u"),ir=new RegExp("^[^\\u0000]+$","u");function W(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,
dynamicAnchors:y={}}={}){let a=null,e=0;const p=W.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&
(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let i;if(r.kind===void 0&&(i="kind")||r.command===
void 0&&(i="command")||r.directory===void 0&&(i="directory")||r.timeout===void 0&&(i="timeout")||r.keep===void 0&&
(i="keep")||r.member===void 0&&(i="member"))return W.errors=[{instancePath:s,schemaPath:"#/required",keyword:"\
required",params:{missingProperty:i},message:"must have required property '"+i+"'"}],!1;if(r.kind!==void 0){const n=e;
if(r.kind!=="check")return W.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"con\
st",params:{allowedValue:"check"},message:"must be equal to constant"}],!1;var t=n===e}else var t=!0;if(t){if(r.
command!==void 0){let n=r.command;const u=e;if(e===u)if(Array.isArray(n)){if(n.length<1)return W.errors=[{instancePath:s+
"/command",schemaPath:"#/properties/command/minItems",keyword:"minItems",params:{limit:1},message:"must NOT ha\
ve fewer than 1 items"}],!1;{var o=!0;const b=n.length;for(let c=0;c<b;c++){let l=n[c];const v=e;if(e===v)if(typeof l==
"string"){if(!sr.test(l))return W.errors=[{instancePath:s+"/command/"+c,schemaPath:"#/properties/command/items\
/pattern",keyword:"pattern",params:{pattern:"^[^\\u0000]*$"},message:'must match pattern "^[^\\u0000]*$"'}],!1}else
return W.errors=[{instancePath:s+"/command/"+c,schemaPath:"#/properties/command/items/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var o=v===e;if(!o)break}}}else return W.errors=[{instancePath:s+"\
/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type:"array"},message:"must be array"}],
!1;var t=u===e}else var t=!0;if(t){if(r.directory!==void 0){let n=r.directory;const u=e;if(typeof n!="string"&&
n!==null)return W.errors=[{instancePath:s+"/directory",schemaPath:"#/properties/directory/type",keyword:"type",
params:{type:Ee.properties.directory.type},message:"must be string,null"}],!1;if(e===u&&typeof n=="string"&&!ir.
test(n))return W.errors=[{instancePath:s+"/directory",schemaPath:"#/properties/directory/pattern",keyword:"pat\
tern",params:{pattern:"^[^\\u0000]+$"},message:'must match pattern "^[^\\u0000]+$"'}],!1;var t=u===e}else var t=!0;
if(t){if(r.timeout!==void 0){let n=r.timeout;const u=e;if(e===u)if(typeof n=="number"&&isFinite(n)){if(n<=0||isNaN(
n))return W.errors=[{instancePath:s+"/timeout",schemaPath:"#/properties/timeout/exclusiveMinimum",keyword:"exc\
lusiveMinimum",params:{comparison:">",limit:0},message:"must be > 0"}],!1}else return W.errors=[{instancePath:s+
"/timeout",schemaPath:"#/properties/timeout/type",keyword:"type",params:{type:"number"},message:"must be numbe\
r"}],!1;var t=u===e}else var t=!0;if(t){if(r.keep!==void 0){const n=e;if(typeof r.keep!="boolean")return W.errors=
[{instancePath:s+"/keep",schemaPath:"#/properties/keep/type",keyword:"type",params:{type:"boolean"},message:"m\
ust be boolean"}],!1;var t=n===e}else var t=!0;if(t)if(r.member!==void 0){let n=r.member;const u=e;if(typeof n!=
"string"&&n!==null)return W.errors=[{instancePath:s+"/member",schemaPath:"#/properties/member/type",keyword:"t\
ype",params:{type:Ee.properties.member.type},message:"must be string,null"}],!1;if(e===u&&typeof n=="string"){
if(D(n)>255)return W.errors=[{instancePath:s+"/member",schemaPath:"#/properties/member/maxLength",keyword:"max\
Length",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(n)<1)return W.errors=[{instancePath:s+
"/member",schemaPath:"#/properties/member/minLength",keyword:"minLength",params:{limit:1},message:"must NOT ha\
ve fewer than 1 characters"}],!1}var t=u===e}else var t=!0}}}}}else return W.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return W.errors=a,e===0}W.evaluated=
{props:{kind:!0,command:!0,directory:!0,timeout:!0,keep:!0,member:!0},dynamicProps:!1,dynamicItems:!1};const Re={
type:"object",required:["kind","members","carryFrom"],properties:{kind:{const:"share"},members:{type:["array",
"null"],items:{type:"string",minLength:1,maxLength:255}},carryFrom:{type:["string","null"],minLength:1,maxLength:255}}};
function K(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=K.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let i;if(r.kind===void 0&&(i="kind")||r.members===void 0&&(i="members")||r.carryFrom===
void 0&&(i="carryFrom"))return K.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:i},
message:"must have required property '"+i+"'"}],!1;if(r.kind!==void 0){const n=e;if(r.kind!=="share")return K.
errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"sha\
re"},message:"must be equal to constant"}],!1;var t=n===e}else var t=!0;if(t){if(r.members!==void 0){let n=r.members;
const u=e;if(!Array.isArray(n)&&n!==null)return K.errors=[{instancePath:s+"/members",schemaPath:"#/properties/\
members/type",keyword:"type",params:{type:Re.properties.members.type},message:"must be array,null"}],!1;if(e===
u&&Array.isArray(n)){var o=!0;const b=n.length;for(let c=0;c<b;c++){let l=n[c];const v=e;if(e===v)if(typeof l==
"string"){if(D(l)>255)return K.errors=[{instancePath:s+"/members/"+c,schemaPath:"#/properties/members/items/ma\
xLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(l)<
1)return K.errors=[{instancePath:s+"/members/"+c,schemaPath:"#/properties/members/items/minLength",keyword:"mi\
nLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return K.errors=[{instancePath:s+
"/members/"+c,schemaPath:"#/properties/members/items/type",keyword:"type",params:{type:"string"},message:"must\
 be string"}],!1;var o=v===e;if(!o)break}}var t=u===e}else var t=!0;if(t)if(r.carryFrom!==void 0){let n=r.carryFrom;
const u=e;if(typeof n!="string"&&n!==null)return K.errors=[{instancePath:s+"/carryFrom",schemaPath:"#/properti\
es/carryFrom/type",keyword:"type",params:{type:Re.properties.carryFrom.type},message:"must be string,null"}],!1;
if(e===u&&typeof n=="string"){if(D(n)>255)return K.errors=[{instancePath:s+"/carryFrom",schemaPath:"#/properti\
es/carryFrom/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],
!1;if(D(n)<1)return K.errors=[{instancePath:s+"/carryFrom",schemaPath:"#/properties/carryFrom/minLength",keyword:"\
minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}var t=u===e}else var t=!0}}else
return K.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return K.errors=a,e===0}K.evaluated={props:{kind:!0,members:!0,carryFrom:!0},dynamicProps:!1,dynamicItems:!1};
const _r={type:"object",required:["kind","image"],properties:{kind:{const:"deactivate"},image:{$ref:"#/$defs/s\
ubject"}}};function we(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=we.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.image===void 0&&(o="image"))
return we.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"\
must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="deactivate")return we.errors=
[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"deactivate"},
message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t)if(r.image!==void 0){const i=e;Z(r.image,
{instancePath:s+"/image",parentData:r,parentDataProperty:"image",rootData:f,dynamicAnchors:y})||(a=a===null?Z.
errors:a.concat(Z.errors),e=a.length);var t=i===e}else var t=!0}else return we.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return we.errors=a,e===0}we.evaluated=
{props:{kind:!0,image:!0},dynamicProps:!1,dynamicItems:!1};const Ar={type:"object",required:["kind","image"],properties:{
kind:{const:"reactivate"},image:{$ref:"#/$defs/subject"}}};function Pe(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=Pe.evaluated;if(p.dynamicProps&&(p.props=void 0),
p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&
(o="kind")||r.image===void 0&&(o="image"))return Pe.errors=[{instancePath:s,schemaPath:"#/required",keyword:"r\
equired",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;
if(r.kind!=="reactivate")return Pe.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"\
const",params:{allowedValue:"reactivate"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t)
if(r.image!==void 0){const i=e;Z(r.image,{instancePath:s+"/image",parentData:r,parentDataProperty:"image",rootData:f,
dynamicAnchors:y})||(a=a===null?Z.errors:a.concat(Z.errors),e=a.length);var t=i===e}else var t=!0}else return Pe.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;
return Pe.errors=a,e===0}Pe.evaluated={props:{kind:!0,image:!0},dynamicProps:!1,dynamicItems:!1};const Lr={type:"\
object",required:["kind"],properties:{kind:{const:"recheck"}}};function je(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=je.evaluated;if(p.dynamicProps&&(p.props=void 0),
p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let t;if(r.kind===void 0&&
(t="kind"))return je.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:t},
message:"must have required property '"+t+"'"}],!1;if(r.kind!==void 0&&r.kind!=="recheck")return je.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"recheck"},message:"must be \
equal to constant"}],!1}else return je.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;return je.errors=a,e===0}je.evaluated={props:{kind:!0},dynamicProps:!1,
dynamicItems:!1};const Dr={type:"object",required:["kind","id","directory"],properties:{kind:{const:"download-\
backup"},id:{type:"string",minLength:1,maxLength:255},directory:{type:"string",minLength:1}}};function re(r,{instancePath:s="",
parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=re.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let o;if(r.kind===void 0&&(o="kind")||r.id===void 0&&(o="id")||r.directory===void 0&&(o="directory"))return re.
errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must ha\
ve required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="download-backup")return re.errors=
[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"download-b\
ackup"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.id!==void 0){let i=r.id;
const n=e;if(e===n)if(typeof i=="string"){if(D(i)>255)return re.errors=[{instancePath:s+"/id",schemaPath:"#/pr\
operties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],
!1;if(D(i)<1)return re.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",
params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return re.errors=[{instancePath:s+"\
/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===
e}else var t=!0;if(t)if(r.directory!==void 0){let i=r.directory;const n=e;if(e===n)if(typeof i=="string"){if(D(
i)<1)return re.errors=[{instancePath:s+"/directory",schemaPath:"#/properties/directory/minLength",keyword:"min\
Length",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return re.errors=[{instancePath:s+
"/directory",schemaPath:"#/properties/directory/type",keyword:"type",params:{type:"string"},message:"must be s\
tring"}],!1;var t=n===e}else var t=!0}}else return re.errors=[{instancePath:s,schemaPath:"#/type",keyword:"typ\
e",params:{type:"object"},message:"must be object"}],!1;return re.errors=a,e===0}re.evaluated={props:{kind:!0,
id:!0,directory:!0},dynamicProps:!1,dynamicItems:!1};const Nr={type:"object",required:["kind","patch"],properties:{
kind:{const:"publish"},patch:{$ref:"#/$defs/patch"},references:{$ref:"#/$defs/references"}}},Ir={type:"array",
items:{$ref:"#/$defs/patchOperation"}},We={type:"object",required:["op","path"],properties:{op:{enum:["add","r\
eplace","remove"]},path:{type:"string",pattern:"^/[^/]+$"},value:{type:["string","number","boolean","array","n\
ull"],items:{type:"string"}}},if:{properties:{op:{const:"remove"}}},else:{required:["value"]}},ar=new RegExp("\
^/[^/]+$","u");function X(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=X.evaluated;p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0);const t=e;
let o=!0;const i=e;if(r&&typeof r=="object"&&!Array.isArray(r)&&r.op!==void 0&&r.op!=="remove"){const b={};a===
null?a=[b]:a.push(b),e++}var n=i===e;if(e=t,a!==null&&(t?a.length=t:a=null),!n){const b=e;if(r&&typeof r=="obj\
ect"&&!Array.isArray(r)){let l;if(r.value===void 0&&(l="value"))return X.errors=[{instancePath:s,schemaPath:"#\
/else/required",keyword:"required",params:{missingProperty:l},message:"must have required property '"+l+"'"}],
!1}var n=b===e;o=n}if(!o){const b={instancePath:s,schemaPath:"#/if",keyword:"if",params:{failingKeyword:"else"},
message:'must match "else" schema'};return a===null?a=[b]:a.push(b),e++,X.errors=a,!1}if(e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let b;if(r.op===void 0&&(b="op")||r.path===void 0&&(b="path"))return X.errors=[{instancePath:s,
schemaPath:"#/required",keyword:"required",params:{missingProperty:b},message:"must have required property '"+
b+"'"}],!1;if(r.op!==void 0){let c=r.op;const l=e;if(!(c==="add"||c==="replace"||c==="remove"))return X.errors=
[{instancePath:s+"/op",schemaPath:"#/properties/op/enum",keyword:"enum",params:{allowedValues:We.properties.op.
enum},message:"must be equal to one of the allowed values"}],!1;var u=l===e}else var u=!0;if(u){if(r.path!==void 0){
let c=r.path;const l=e;if(e===l)if(typeof c=="string"){if(!ar.test(c))return X.errors=[{instancePath:s+"/path",
schemaPath:"#/properties/path/pattern",keyword:"pattern",params:{pattern:"^/[^/]+$"},message:'must match patte\
rn "^/[^/]+$"'}],!1}else return X.errors=[{instancePath:s+"/path",schemaPath:"#/properties/path/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var u=l===e}else var u=!0;if(u)if(r.value!==void 0){
let c=r.value;const l=e;if(typeof c!="string"&&!(typeof c=="number"&&isFinite(c))&&typeof c!="boolean"&&!Array.
isArray(c)&&c!==null)return X.errors=[{instancePath:s+"/value",schemaPath:"#/properties/value/type",keyword:"t\
ype",params:{type:We.properties.value.type},message:"must be string,number,boolean,array,null"}],!1;if(e===l&&
Array.isArray(c)){var g=!0;const j=c.length;for(let A=0;A<j;A++){const d=e;if(typeof c[A]!="string")return X.errors=
[{instancePath:s+"/value/"+A,schemaPath:"#/properties/value/items/type",keyword:"type",params:{type:"string"},
message:"must be string"}],!1;var g=d===e;if(!g)break}}var u=l===e}else var u=!0}}else return X.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return X.errors=a,e===
0}X.evaluated={props:{op:!0,path:!0,value:!0},dynamicProps:!1,dynamicItems:!1};function pe(r,{instancePath:s="",
parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=pe.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(Array.isArray(r)){var t=!0;const o=r.
length;for(let i=0;i<o;i++){const n=e;X(r[i],{instancePath:s+"/"+i,parentData:r,parentDataProperty:i,rootData:f,
dynamicAnchors:y})||(a=a===null?X.errors:a.concat(X.errors),e=a.length);var t=n===e;if(!t)break}}else return pe.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;
return pe.errors=a,e===0}pe.evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};function $e(r,{instancePath:s="",
parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=$e.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let o;if(r.kind===void 0&&(o="kind")||r.patch===void 0&&(o="patch"))return $e.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
kind!==void 0){const i=e;if(r.kind!=="publish")return $e.errors=[{instancePath:s+"/kind",schemaPath:"#/propert\
ies/kind/const",keyword:"const",params:{allowedValue:"publish"},message:"must be equal to constant"}],!1;var t=i===
e}else var t=!0;if(t){if(r.patch!==void 0){const i=e;pe(r.patch,{instancePath:s+"/patch",parentData:r,parentDataProperty:"\
patch",rootData:f,dynamicAnchors:y})||(a=a===null?pe.errors:a.concat(pe.errors),e=a.length);var t=i===e}else var t=!0;
if(t)if(r.references!==void 0){const i=e;U(r.references,{instancePath:s+"/references",parentData:r,parentDataProperty:"\
references",rootData:f,dynamicAnchors:y})||(a=a===null?U.errors:a.concat(U.errors),e=a.length);var t=i===e}else
var t=!0}}else return $e.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;return $e.errors=a,e===0}$e.evaluated={props:{kind:!0,patch:!0,references:!0},dynamicProps:!1,
dynamicItems:!1};const xr={type:"object",required:["kind","id","patch","deactivate"],properties:{kind:{const:"\
retire"},id:{type:"string",minLength:1,maxLength:255},patch:{$ref:"#/$defs/patch"},deactivate:{type:"boolean"},
keep:{type:"integer",minimum:0},after:{$ref:"#/$defs/after"},unlessTakenBy:{type:"string",minLength:1}}},Fr={type:"\
array",items:{type:"string",minLength:1}};function de(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,
dynamicAnchors:y={}}={}){let a=null,e=0;const p=de.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&
(p.items=void 0),e===0)if(Array.isArray(r)){var t=!0;const o=r.length;for(let i=0;i<o;i++){let n=r[i];const u=e;
if(e===u)if(typeof n=="string"){if(D(n)<1)return de.errors=[{instancePath:s+"/"+i,schemaPath:"#/items/minLengt\
h",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return de.errors=
[{instancePath:s+"/"+i,schemaPath:"#/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],
!1;var t=u===e;if(!t)break}}else return de.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{
type:"array"},message:"must be array"}],!1;return de.errors=a,e===0}de.evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};
function G(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=G.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.id===void 0&&(o="id")||r.patch===void 0&&
(o="patch")||r.deactivate===void 0&&(o="deactivate"))return G.errors=[{instancePath:s,schemaPath:"#/required",
keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.kind!==void 0){
const i=e;if(r.kind!=="retire")return G.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"\
const",params:{allowedValue:"retire"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){
if(r.id!==void 0){let i=r.id;const n=e;if(e===n)if(typeof i=="string"){if(D(i)>255)return G.errors=[{instancePath:s+
"/id",schemaPath:"#/properties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have mor\
e than 255 characters"}],!1;if(D(i)<1)return G.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLe\
ngth",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return G.
errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.patch!==void 0){const i=e;pe(r.patch,{instancePath:s+
"/patch",parentData:r,parentDataProperty:"patch",rootData:f,dynamicAnchors:y})||(a=a===null?pe.errors:a.concat(
pe.errors),e=a.length);var t=i===e}else var t=!0;if(t){if(r.deactivate!==void 0){const i=e;if(typeof r.deactivate!=
"boolean")return G.errors=[{instancePath:s+"/deactivate",schemaPath:"#/properties/deactivate/type",keyword:"ty\
pe",params:{type:"boolean"},message:"must be boolean"}],!1;var t=i===e}else var t=!0;if(t){if(r.keep!==void 0){
let i=r.keep;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return G.errors=[{instancePath:s+
"/keep",schemaPath:"#/properties/keep/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],
!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return G.errors=[{instancePath:s+"/keep",schemaPath:"\
#/properties/keep/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===
e}else var t=!0;if(t){if(r.after!==void 0){const i=e;de(r.after,{instancePath:s+"/after",parentData:r,parentDataProperty:"\
after",rootData:f,dynamicAnchors:y})||(a=a===null?de.errors:a.concat(de.errors),e=a.length);var t=i===e}else var t=!0;
if(t)if(r.unlessTakenBy!==void 0){let i=r.unlessTakenBy;const n=e;if(e===n)if(typeof i=="string"){if(D(i)<1)return G.
errors=[{instancePath:s+"/unlessTakenBy",schemaPath:"#/properties/unlessTakenBy/minLength",keyword:"minLength",
params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return G.errors=[{instancePath:s+"/\
unlessTakenBy",schemaPath:"#/properties/unlessTakenBy/type",keyword:"type",params:{type:"string"},message:"mus\
t be string"}],!1;var t=n===e}else var t=!0}}}}}}else return G.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return G.errors=a,e===0}G.evaluated={props:{kind:!0,
id:!0,patch:!0,deactivate:!0,keep:!0,after:!0,unlessTakenBy:!0},dynamicProps:!1,dynamicItems:!1};const Br={type:"\
object",required:["kind","id","patch"],properties:{kind:{const:"update"},id:{type:"string",minLength:1,maxLength:255},
patch:{$ref:"#/$defs/patch"},references:{$ref:"#/$defs/references"},freedBy:{$ref:"#/$defs/freedBy"}}};function fe(r,{
instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=fe.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.id===void 0&&(o="id")||r.patch===void 0&&(o="patch"))
return fe.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"\
must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="update")return fe.errors=
[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"update"},message:"\
must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.id!==void 0){let i=r.id;const n=e;if(e===
n)if(typeof i=="string"){if(D(i)>255)return fe.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/maxLe\
ngth",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(i)<1)return fe.
errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit:1},message:"\
must NOT have fewer than 1 characters"}],!1}else return fe.errors=[{instancePath:s+"/id",schemaPath:"#/propert\
ies/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){
if(r.patch!==void 0){const i=e;pe(r.patch,{instancePath:s+"/patch",parentData:r,parentDataProperty:"patch",rootData:f,
dynamicAnchors:y})||(a=a===null?pe.errors:a.concat(pe.errors),e=a.length);var t=i===e}else var t=!0;if(t){if(r.
references!==void 0){const i=e;U(r.references,{instancePath:s+"/references",parentData:r,parentDataProperty:"r\
eferences",rootData:f,dynamicAnchors:y})||(a=a===null?U.errors:a.concat(U.errors),e=a.length);var t=i===e}else
var t=!0;if(t)if(r.freedBy!==void 0){const i=e;ce(r.freedBy,{instancePath:s+"/freedBy",parentData:r,parentDataProperty:"\
freedBy",rootData:f,dynamicAnchors:y})||(a=a===null?ce.errors:a.concat(ce.errors),e=a.length);var t=i===e}else
var t=!0}}}}else return fe.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;return fe.errors=a,e===0}fe.evaluated={props:{kind:!0,id:!0,patch:!0,references:!0,freedBy:!0},
dynamicProps:!1,dynamicItems:!1};const Or={type:"object",required:["kind","id","want","add","remove"],properties:{
kind:{const:"members"},id:{type:"string",minLength:1,maxLength:255},want:{type:"array",items:{type:"string",minLength:1,
maxLength:255}},add:{type:"array",items:{type:"string",minLength:1,maxLength:255}},remove:{type:"array",items:{
type:"string",minLength:1,maxLength:255}}}};function S(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=S.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let u;if(r.kind===void 0&&(u=
"kind")||r.id===void 0&&(u="id")||r.want===void 0&&(u="want")||r.add===void 0&&(u="add")||r.remove===void 0&&(u=
"remove"))return S.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:u},
message:"must have required property '"+u+"'"}],!1;if(r.kind!==void 0){const g=e;if(r.kind!=="members")return S.
errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"mem\
bers"},message:"must be equal to constant"}],!1;var t=g===e}else var t=!0;if(t){if(r.id!==void 0){let g=r.id;const b=e;
if(e===b)if(typeof g=="string"){if(D(g)>255)return S.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id\
/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(
g)<1)return S.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return S.errors=[{instancePath:s+"/id",schemaPath:"\
#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=b===e}else var t=!0;
if(t){if(r.want!==void 0){let g=r.want;const b=e;if(e===b)if(Array.isArray(g)){var o=!0;const l=g.length;for(let v=0;v<
l;v++){let j=g[v];const A=e;if(e===A)if(typeof j=="string"){if(D(j)>255)return S.errors=[{instancePath:s+"/wan\
t/"+v,schemaPath:"#/properties/want/items/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT \
have more than 255 characters"}],!1;if(D(j)<1)return S.errors=[{instancePath:s+"/want/"+v,schemaPath:"#/proper\
ties/want/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],
!1}else return S.errors=[{instancePath:s+"/want/"+v,schemaPath:"#/properties/want/items/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var o=A===e;if(!o)break}}else return S.errors=[{instancePath:s+"/\
want",schemaPath:"#/properties/want/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=b===
e}else var t=!0;if(t){if(r.add!==void 0){let g=r.add;const b=e;if(e===b)if(Array.isArray(g)){var i=!0;const l=g.
length;for(let v=0;v<l;v++){let j=g[v];const A=e;if(e===A)if(typeof j=="string"){if(D(j)>255)return S.errors=[
{instancePath:s+"/add/"+v,schemaPath:"#/properties/add/items/maxLength",keyword:"maxLength",params:{limit:255},
message:"must NOT have more than 255 characters"}],!1;if(D(j)<1)return S.errors=[{instancePath:s+"/add/"+v,schemaPath:"\
#/properties/add/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 cha\
racters"}],!1}else return S.errors=[{instancePath:s+"/add/"+v,schemaPath:"#/properties/add/items/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var i=A===e;if(!i)break}}else return S.errors=[{instancePath:s+
"/add",schemaPath:"#/properties/add/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=b===
e}else var t=!0;if(t)if(r.remove!==void 0){let g=r.remove;const b=e;if(e===b)if(Array.isArray(g)){var n=!0;const l=g.
length;for(let v=0;v<l;v++){let j=g[v];const A=e;if(e===A)if(typeof j=="string"){if(D(j)>255)return S.errors=[
{instancePath:s+"/remove/"+v,schemaPath:"#/properties/remove/items/maxLength",keyword:"maxLength",params:{limit:255},
message:"must NOT have more than 255 characters"}],!1;if(D(j)<1)return S.errors=[{instancePath:s+"/remove/"+v,
schemaPath:"#/properties/remove/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have f\
ewer than 1 characters"}],!1}else return S.errors=[{instancePath:s+"/remove/"+v,schemaPath:"#/properties/remov\
e/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var n=A===e;if(!n)break}}else
return S.errors=[{instancePath:s+"/remove",schemaPath:"#/properties/remove/type",keyword:"type",params:{type:"\
array"},message:"must be array"}],!1;var t=b===e}else var t=!0}}}}else return S.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return S.errors=a,e===0}S.evaluated=
{props:{kind:!0,id:!0,want:!0,add:!0,remove:!0},dynamicProps:!1,dynamicItems:!1};const nr={type:"object",required:[
"kind","id","unprotect","reason"],properties:{kind:{const:"delete"},id:{type:"string",minLength:1,maxLength:255},
unprotect:{type:"boolean"},reason:{enum:["absent","not-kept","retention","leftover","pruned"]},after:{$ref:"#/\
$defs/after"}}};function te(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=te.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.id===void 0&&(o="id")||r.
unprotect===void 0&&(o="unprotect")||r.reason===void 0&&(o="reason"))return te.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
kind!==void 0){const i=e;if(r.kind!=="delete")return te.errors=[{instancePath:s+"/kind",schemaPath:"#/properti\
es/kind/const",keyword:"const",params:{allowedValue:"delete"},message:"must be equal to constant"}],!1;var t=i===
e}else var t=!0;if(t){if(r.id!==void 0){let i=r.id;const n=e;if(e===n)if(typeof i=="string"){if(D(i)>255)return te.
errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"\
must NOT have more than 255 characters"}],!1;if(D(i)<1)return te.errors=[{instancePath:s+"/id",schemaPath:"#/p\
roperties/id/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],
!1}else return te.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.unprotect!==void 0){const i=e;if(typeof r.
unprotect!="boolean")return te.errors=[{instancePath:s+"/unprotect",schemaPath:"#/properties/unprotect/type",keyword:"\
type",params:{type:"boolean"},message:"must be boolean"}],!1;var t=i===e}else var t=!0;if(t){if(r.reason!==void 0){
let i=r.reason;const n=e;if(!(i==="absent"||i==="not-kept"||i==="retention"||i==="leftover"||i==="pruned"))return te.
errors=[{instancePath:s+"/reason",schemaPath:"#/properties/reason/enum",keyword:"enum",params:{allowedValues:nr.
properties.reason.enum},message:"must be equal to one of the allowed values"}],!1;var t=n===e}else var t=!0;if(t)
if(r.after!==void 0){const i=e;de(r.after,{instancePath:s+"/after",parentData:r,parentDataProperty:"after",rootData:f,
dynamicAnchors:y})||(a=a===null?de.errors:a.concat(de.errors),e=a.length);var t=i===e}else var t=!0}}}}else return te.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;
return te.errors=a,e===0}te.evaluated={props:{kind:!0,id:!0,unprotect:!0,reason:!0,after:!0},dynamicProps:!1,dynamicItems:!1};
function he(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=he.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind"))return he.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;{
const i=r.kind;if(typeof i=="string")if(i==="compare"){M(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,
dynamicAnchors:y})||(a=a===null?M.errors:a.concat(M.errors),e=a.length);var t={};t.kind=!0,t.id=!0,t.digests=!0,
t.read=!0,t.bytes=!0,t.same=!0,t.refused=!0}else if(i==="stage")be(r,{instancePath:s,parentData:w,parentDataProperty:P,
rootData:f,dynamicAnchors:y})||(a=a===null?be.errors:a.concat(be.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,
t.attributes=!0,t.references=!0);else if(i==="resume")ue(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,
dynamicAnchors:y})||(a=a===null?ue.errors:a.concat(ue.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.
freedBy=!0);else if(i==="upload")x(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||
(a=a===null?x.errors:a.concat(x.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.source=!0,t.expect=!0,t.method=
!0,t.stores=!0,t.prepare=!0,t.detectPacking=!0,t.detectFormat=!0,t.inspect=!0);else if(i==="record")ke(r,{instancePath:s,
parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?ke.errors:a.concat(ke.errors),e=a.
length),t!==!0&&(t=t||{},t.kind=!0,t.image=!0);else if(i==="copy-to-stores")le(r,{instancePath:s,parentData:w,
parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?le.errors:a.concat(le.errors),e=a.length),t!==
!0&&(t=t||{},t.kind=!0,t.image=!0,t.stores=!0);else if(i==="check")W(r,{instancePath:s,parentData:w,parentDataProperty:P,
rootData:f,dynamicAnchors:y})||(a=a===null?W.errors:a.concat(W.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,
t.command=!0,t.directory=!0,t.timeout=!0,t.keep=!0,t.member=!0);else if(i==="share")K(r,{instancePath:s,parentData:w,
parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?K.errors:a.concat(K.errors),e=a.length),t!==!0&&
(t=t||{},t.kind=!0,t.members=!0,t.carryFrom=!0);else if(i==="deactivate")we(r,{instancePath:s,parentData:w,parentDataProperty:P,
rootData:f,dynamicAnchors:y})||(a=a===null?we.errors:a.concat(we.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,
t.image=!0);else if(i==="reactivate")Pe(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||
(a=a===null?Pe.errors:a.concat(Pe.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.image=!0);else if(i==="rech\
eck")je(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?je.errors:
a.concat(je.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0);else if(i==="download-backup")re(r,{instancePath:s,
parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?re.errors:a.concat(re.errors),e=a.
length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.directory=!0);else if(i==="publish")$e(r,{instancePath:s,parentData:w,
parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?$e.errors:a.concat($e.errors),e=a.length),t!==
!0&&(t=t||{},t.kind=!0,t.patch=!0,t.references=!0);else if(i==="retire")G(r,{instancePath:s,parentData:w,parentDataProperty:P,
rootData:f,dynamicAnchors:y})||(a=a===null?G.errors:a.concat(G.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,
t.id=!0,t.patch=!0,t.deactivate=!0,t.keep=!0,t.after=!0,t.unlessTakenBy=!0);else if(i==="update")fe(r,{instancePath:s,
parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?fe.errors:a.concat(fe.errors),e=a.
length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.patch=!0,t.references=!0,t.freedBy=!0);else if(i==="members")S(r,
{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?S.errors:a.concat(
S.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.want=!0,t.add=!0,t.remove=!0);else if(i==="delete")
te(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?te.errors:a.
concat(te.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.unprotect=!0,t.reason=!0,t.after=!0);else return he.
errors=[{instancePath:s,schemaPath:"#/discriminator",keyword:"discriminator",params:{error:"mapping",tag:"kind",
tagValue:i},message:'value of tag "kind" must be in oneOf'}],!1;else return he.errors=[{instancePath:s,schemaPath:"\
#/discriminator",keyword:"discriminator",params:{error:"tag",tag:"kind",tagValue:i},message:'tag "kind" must b\
e string'}],!1}}else return he.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},
message:"must be object"}],!1;return he.errors=a,p.props=t,e===0}he.evaluated={dynamicProps:!0,dynamicItems:!1};
const ze={type:"object",required:["code","message","hint"],properties:{code:{type:"string"},message:{type:"str\
ing"},hint:{type:["string","null"]},faults:{type:"array",items:{type:"object",required:["at","message","hint"],
properties:{at:{type:"object"},message:{type:"string"},hint:{type:["string","null"]}}}},output:{type:"array",items:{
type:"string"}}}};function V(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=V.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let u;if(r.code===void 0&&(u="code")||r.message===void 0&&(u="mes\
sage")||r.hint===void 0&&(u="hint"))return V.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",
params:{missingProperty:u},message:"must have required property '"+u+"'"}],!1;if(r.code!==void 0){const g=e;if(typeof r.
code!="string")return V.errors=[{instancePath:s+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var t=g===e}else var t=!0;if(t){if(r.message!==void 0){const g=e;
if(typeof r.message!="string")return V.errors=[{instancePath:s+"/message",schemaPath:"#/properties/message/typ\
e",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=g===e}else var t=!0;if(t){if(r.hint!==
void 0){let g=r.hint;const b=e;if(typeof g!="string"&&g!==null)return V.errors=[{instancePath:s+"/hint",schemaPath:"\
#/properties/hint/type",keyword:"type",params:{type:ze.properties.hint.type},message:"must be string,null"}],!1;
var t=b===e}else var t=!0;if(t){if(r.faults!==void 0){let g=r.faults;const b=e;if(e===b)if(Array.isArray(g)){var o=!0;
const l=g.length;for(let v=0;v<l;v++){let j=g[v];const A=e;if(e===A)if(j&&typeof j=="object"&&!Array.isArray(j)){
let $;if(j.at===void 0&&($="at")||j.message===void 0&&($="message")||j.hint===void 0&&($="hint"))return V.errors=
[{instancePath:s+"/faults/"+v,schemaPath:"#/properties/faults/items/required",keyword:"required",params:{missingProperty:$},
message:"must have required property '"+$+"'"}],!1;if(j.at!==void 0){let z=j.at;const q=e;if(!(z&&typeof z=="o\
bject"&&!Array.isArray(z)))return V.errors=[{instancePath:s+"/faults/"+v+"/at",schemaPath:"#/properties/faults\
/items/properties/at/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var i=q===e}else
var i=!0;if(i){if(j.message!==void 0){const z=e;if(typeof j.message!="string")return V.errors=[{instancePath:s+
"/faults/"+v+"/message",schemaPath:"#/properties/faults/items/properties/message/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var i=z===e}else var i=!0;if(i)if(j.hint!==void 0){let z=j.hint;const q=e;
if(typeof z!="string"&&z!==null)return V.errors=[{instancePath:s+"/faults/"+v+"/hint",schemaPath:"#/properties\
/faults/items/properties/hint/type",keyword:"type",params:{type:ze.properties.faults.items.properties.hint.type},
message:"must be string,null"}],!1;var i=q===e}else var i=!0}}else return V.errors=[{instancePath:s+"/faults/"+
v,schemaPath:"#/properties/faults/items/type",keyword:"type",params:{type:"object"},message:"must be object"}],
!1;var o=A===e;if(!o)break}}else return V.errors=[{instancePath:s+"/faults",schemaPath:"#/properties/faults/ty\
pe",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=b===e}else var t=!0;if(t)if(r.output!==
void 0){let g=r.output;const b=e;if(e===b)if(Array.isArray(g)){var n=!0;const l=g.length;for(let v=0;v<l;v++){
const j=e;if(typeof g[v]!="string")return V.errors=[{instancePath:s+"/output/"+v,schemaPath:"#/properties/outp\
ut/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var n=j===e;if(!n)break}}else
return V.errors=[{instancePath:s+"/output",schemaPath:"#/properties/output/type",keyword:"type",params:{type:"\
array"},message:"must be array"}],!1;var t=b===e}else var t=!0}}}}else return V.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return V.errors=a,e===0}V.evaluated=
{props:{code:!0,message:!0,hint:!0,faults:!0,output:!0},dynamicProps:!1,dynamicItems:!1};function L(r,{instancePath:s="",
parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=L.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let q;if(r.region===void 0&&(q="region")||r.name===void 0&&(q="name")||r.action===void 0&&(q="action")||r.
imageId===void 0&&(q="imageId")||r.reason===void 0&&(q="reason")||r.fields===void 0&&(q="fields")||r.content===
void 0&&(q="content")||r.blockedBy===void 0&&(q="blockedBy")||r.warnings===void 0&&(q="warnings")||r.basis===void 0&&
(q="basis")||r.steps===void 0&&(q="steps")||r.timeout===void 0&&(q="timeout"))return L.errors=[{instancePath:s,
schemaPath:"#/required",keyword:"required",params:{missingProperty:q},message:"must have required property '"+
q+"'"}],!1;if(r.region!==void 0){const m=e;if(typeof r.region!="string")return L.errors=[{instancePath:s+"/reg\
ion",schemaPath:"#/properties/region/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var t=m===e}else var t=!0;if(t){if(r.name!==void 0){const m=e;if(typeof r.name!="string")return L.errors=[{instancePath:s+
"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var t=m===e}else var t=!0;if(t){if(r.action!==void 0){let m=r.action;const k=e;if(!(m==="create"||m==="replace"||
m==="verify"||m==="update"||m==="adopt"||m==="rename"||m==="delete"||m==="hide"||m==="deactivate"||m==="reacti\
vate"||m==="resume"||m==="held"||m==="unchanged"))return L.errors=[{instancePath:s+"/action",schemaPath:"#/pro\
perties/action/enum",keyword:"enum",params:{allowedValues:qe.properties.action.enum},message:"must be equal to\
 one of the allowed values"}],!1;var t=k===e}else var t=!0;if(t){if(r.imageId!==void 0){let m=r.imageId;const k=e;
if(typeof m!="string"&&m!==null)return L.errors=[{instancePath:s+"/imageId",schemaPath:"#/properties/imageId/t\
ype",keyword:"type",params:{type:qe.properties.imageId.type},message:"must be string,null"}],!1;if(e===k&&typeof m==
"string"){if(D(m)>255)return L.errors=[{instancePath:s+"/imageId",schemaPath:"#/properties/imageId/maxLength",
keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(m)<1)return L.
errors=[{instancePath:s+"/imageId",schemaPath:"#/properties/imageId/minLength",keyword:"minLength",params:{limit:1},
message:"must NOT have fewer than 1 characters"}],!1}var t=k===e}else var t=!0;if(t){if(r.reason!==void 0){const m=e;
if(typeof r.reason!="string")return L.errors=[{instancePath:s+"/reason",schemaPath:"#/properties/reason/type",
keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=m===e}else var t=!0;if(t){if(r.adopts!==
void 0){let m=r.adopts;const k=e;if(e===k)if(Array.isArray(m)){if(m.length<1)return L.errors=[{instancePath:s+
"/adopts",schemaPath:"#/properties/adopts/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have\
 fewer than 1 items"}],!1;{var o=!0;const _=m.length;for(let h=0;h<_;h++){const F=e;se(m[h],{instancePath:s+"/\
adopts/"+h,parentData:m,parentDataProperty:h,rootData:f,dynamicAnchors:y})||(a=a===null?se.errors:a.concat(se.
errors),e=a.length);var o=F===e;if(!o)break}}}else return L.errors=[{instancePath:s+"/adopts",schemaPath:"#/pr\
operties/adopts/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=k===e}else var t=!0;
if(t){if(r.fields!==void 0){let m=r.fields;const k=e;if(e===k)if(Array.isArray(m)){var i=!0;const _=m.length;for(let h=0;h<
_;h++){const F=e;ve(m[h],{instancePath:s+"/fields/"+h,parentData:m,parentDataProperty:h,rootData:f,dynamicAnchors:y})||
(a=a===null?ve.errors:a.concat(ve.errors),e=a.length);var i=F===e;if(!i)break}}else return L.errors=[{instancePath:s+
"/fields",schemaPath:"#/properties/fields/type",keyword:"type",params:{type:"array"},message:"must be array"}],
!1;var t=k===e}else var t=!0;if(t){if(r.held!==void 0){let m=r.held;const k=e;if(e===k)if(m&&typeof m=="object"&&
!Array.isArray(m)){let _;if(m.since===void 0&&(_="since")||m.turnedDown===void 0&&(_="turnedDown"))return L.errors=
[{instancePath:s+"/held",schemaPath:"#/properties/held/required",keyword:"required",params:{missingProperty:_},
message:"must have required property '"+_+"'"}],!1;if(m.since!==void 0){const h=e;if(typeof m.since!="string")
return L.errors=[{instancePath:s+"/held/since",schemaPath:"#/properties/held/properties/since/type",keyword:"t\
ype",params:{type:"string"},message:"must be string"}],!1;var n=h===e}else var n=!0;if(n)if(m.turnedDown!==void 0){
let h=m.turnedDown;const F=e;if(e===F)if(h&&typeof h=="object"&&!Array.isArray(h)){let Ae;if(h.imageId===void 0&&
(Ae="imageId")||h.digest===void 0&&(Ae="digest")||h.version===void 0&&(Ae="version"))return L.errors=[{instancePath:s+
"/held/turnedDown",schemaPath:"#/properties/held/properties/turnedDown/required",keyword:"required",params:{missingProperty:Ae},
message:"must have required property '"+Ae+"'"}],!1;if(h.imageId!==void 0){let C=h.imageId;const Le=e;if(typeof C!=
"string"&&C!==null)return L.errors=[{instancePath:s+"/held/turnedDown/imageId",schemaPath:"#/properties/held/p\
roperties/turnedDown/properties/imageId/type",keyword:"type",params:{type:qe.properties.held.properties.turnedDown.
properties.imageId.type},message:"must be string,null"}],!1;var u=Le===e}else var u=!0;if(u){if(h.digest!==void 0){
let C=h.digest;const Le=e;if(typeof C!="string"&&C!==null)return L.errors=[{instancePath:s+"/held/turnedDown/d\
igest",schemaPath:"#/properties/held/properties/turnedDown/properties/digest/type",keyword:"type",params:{type:qe.
properties.held.properties.turnedDown.properties.digest.type},message:"must be string,null"}],!1;var u=Le===e}else
var u=!0;if(u)if(h.version!==void 0){let C=h.version;const Le=e;if(typeof C!="string"&&C!==null)return L.errors=
[{instancePath:s+"/held/turnedDown/version",schemaPath:"#/properties/held/properties/turnedDown/properties/ver\
sion/type",keyword:"type",params:{type:qe.properties.held.properties.turnedDown.properties.version.type},message:"\
must be string,null"}],!1;var u=Le===e}else var u=!0}}else return L.errors=[{instancePath:s+"/held/turnedDown",
schemaPath:"#/properties/held/properties/turnedDown/type",keyword:"type",params:{type:"object"},message:"must \
be object"}],!1;var n=F===e}else var n=!0}else return L.errors=[{instancePath:s+"/held",schemaPath:"#/properti\
es/held/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var t=k===e}else var t=!0;if(t){
if(r.content!==void 0){let m=r.content;const k=e,O=e;let _=!1,h=null;const F=e;if(m!==null){const C={instancePath:s+
"/content",schemaPath:"#/properties/content/oneOf/0/type",keyword:"type",params:{type:"null"},message:"must be\
 null"};a===null?a=[C]:a.push(C),e++}var g=F===e;g&&(_=!0,h=0);const _e=e;ie(m,{instancePath:s+"/content",parentData:r,
parentDataProperty:"content",rootData:f,dynamicAnchors:y})||(a=a===null?ie.errors:a.concat(ie.errors),e=a.length);
var g=_e===e;if(g&&_)_=!1,h=[h,1];else if(g){_=!0,h=1;var b={};b.source=!0,b.bytes=!0,b.storedBytes=!0,b.preparation=
!0,b.digests=!0}if(_)e=O,a!==null&&(O?a.length=O:a=null);else{const C={instancePath:s+"/content",schemaPath:"#\
/properties/content/oneOf",keyword:"oneOf",params:{passingSchemas:h},message:"must match exactly one schema in\
 oneOf"};return a===null?a=[C]:a.push(C),e++,L.errors=a,!1}var t=k===e}else var t=!0;if(t){if(r.blockedBy!==void 0){
let m=r.blockedBy;const k=e;if(e===k)if(Array.isArray(m)){var c=!0;const _=m.length;for(let h=0;h<_;h++){const F=e;
ae(m[h],{instancePath:s+"/blockedBy/"+h,parentData:m,parentDataProperty:h,rootData:f,dynamicAnchors:y})||(a=a===
null?ae.errors:a.concat(ae.errors),e=a.length);var c=F===e;if(!c)break}}else return L.errors=[{instancePath:s+
"/blockedBy",schemaPath:"#/properties/blockedBy/type",keyword:"type",params:{type:"array"},message:"must be ar\
ray"}],!1;var t=k===e}else var t=!0;if(t){if(r.warnings!==void 0){let m=r.warnings;const k=e;if(e===k)if(Array.
isArray(m)){var l=!0;const _=m.length;for(let h=0;h<_;h++){const F=e;if(typeof m[h]!="string")return L.errors=
[{instancePath:s+"/warnings/"+h,schemaPath:"#/properties/warnings/items/type",keyword:"type",params:{type:"str\
ing"},message:"must be string"}],!1;var l=F===e;if(!l)break}}else return L.errors=[{instancePath:s+"/warnings",
schemaPath:"#/properties/warnings/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=k===
e}else var t=!0;if(t){if(r.basis!==void 0){const m=e;H(r.basis,{instancePath:s+"/basis",parentData:r,parentDataProperty:"\
basis",rootData:f,dynamicAnchors:y})||(a=a===null?H.errors:a.concat(H.errors),e=a.length);var t=m===e}else var t=!0;
if(t){if(r.steps!==void 0){let m=r.steps;const k=e;if(e===k)if(Array.isArray(m)){var v=!0;const _=m.length;for(let h=0;h<
_;h++){const F=e;he(m[h],{instancePath:s+"/steps/"+h,parentData:m,parentDataProperty:h,rootData:f,dynamicAnchors:y})||
(a=a===null?he.errors:a.concat(he.errors),e=a.length);var v=F===e;if(!v)break}}else return L.errors=[{instancePath:s+
"/steps",schemaPath:"#/properties/steps/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;
var t=k===e}else var t=!0;if(t){if(r.notedBy!==void 0){let m=r.notedBy;const k=e;if(e===k)if(Array.isArray(m)){
if(m.length<1)return L.errors=[{instancePath:s+"/notedBy",schemaPath:"#/properties/notedBy/minItems",keyword:"\
minItems",params:{limit:1},message:"must NOT have fewer than 1 items"}],!1;{var j=!0;const _=m.length;for(let h=0;h<
_;h++){const F=e;if(typeof m[h]!="string")return L.errors=[{instancePath:s+"/notedBy/"+h,schemaPath:"#/propert\
ies/notedBy/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var j=F===e;if(!j)
break}}}else return L.errors=[{instancePath:s+"/notedBy",schemaPath:"#/properties/notedBy/type",keyword:"type",
params:{type:"array"},message:"must be array"}],!1;var t=k===e}else var t=!0;if(t){if(r.refersTo!==void 0){let m=r.
refersTo;const k=e;if(e===k)if(Array.isArray(m)){if(m.length<1)return L.errors=[{instancePath:s+"/refersTo",schemaPath:"\
#/properties/refersTo/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items"}],
!1;{var A=!0;const _=m.length;for(let h=0;h<_;h++){const F=e;if(typeof m[h]!="string")return L.errors=[{instancePath:s+
"/refersTo/"+h,schemaPath:"#/properties/refersTo/items/type",keyword:"type",params:{type:"string"},message:"mu\
st be string"}],!1;var A=F===e;if(!A)break}}}else return L.errors=[{instancePath:s+"/refersTo",schemaPath:"#/p\
roperties/refersTo/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=k===e}else var t=!0;
if(t){if(r.timeout!==void 0){let m=r.timeout;const k=e;if(!(typeof m=="number"&&isFinite(m))&&m!==null)return L.
errors=[{instancePath:s+"/timeout",schemaPath:"#/properties/timeout/type",keyword:"type",params:{type:qe.properties.
timeout.type},message:"must be number,null"}],!1;if(e===k&&typeof m=="number"&&isFinite(m)&&(m<=0||isNaN(m)))return L.
errors=[{instancePath:s+"/timeout",schemaPath:"#/properties/timeout/exclusiveMinimum",keyword:"exclusiveMinimu\
m",params:{comparison:">",limit:0},message:"must be > 0"}],!1;var t=k===e}else var t=!0;if(t){if(r.outcome!==void 0){
let m=r.outcome;const k=e;if(!(m==="done"||m==="failed"||m==="skipped"||m==="stale"))return L.errors=[{instancePath:s+
"/outcome",schemaPath:"#/properties/outcome/enum",keyword:"enum",params:{allowedValues:qe.properties.outcome.enum},
message:"must be equal to one of the allowed values"}],!1;var t=k===e}else var t=!0;if(t){if(r.error!==void 0){
let m=r.error;const k=e,O=e;let _=!1,h=null;const F=e;if(m!==null){const C={instancePath:s+"/error",schemaPath:"\
#/properties/error/oneOf/0/type",keyword:"type",params:{type:"null"},message:"must be null"};a===null?a=[C]:a.
push(C),e++}var d=F===e;d&&(_=!0,h=0);const _e=e;V(m,{instancePath:s+"/error",parentData:r,parentDataProperty:"\
error",rootData:f,dynamicAnchors:y})||(a=a===null?V.errors:a.concat(V.errors),e=a.length);var d=_e===e;if(d&&_)
_=!1,h=[h,1];else if(d){_=!0,h=1;var $={};$.code=!0,$.message=!0,$.hint=!0,$.faults=!0,$.output=!0}if(_)e=O,a!==
null&&(O?a.length=O:a=null);else{const C={instancePath:s+"/error",schemaPath:"#/properties/error/oneOf",keyword:"\
oneOf",params:{passingSchemas:h},message:"must match exactly one schema in oneOf"};return a===null?a=[C]:a.push(
C),e++,L.errors=a,!1}var t=k===e}else var t=!0;if(t){if(r.seconds!==void 0){let m=r.seconds;const k=e;if(e===k)
if(typeof m=="number"&&isFinite(m)){if(m<0||isNaN(m))return L.errors=[{instancePath:s+"/seconds",schemaPath:"#\
/properties/seconds/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1}else
return L.errors=[{instancePath:s+"/seconds",schemaPath:"#/properties/seconds/type",keyword:"type",params:{type:"\
number"},message:"must be number"}],!1;var t=k===e}else var t=!0;if(t){if(r.verified!==void 0){let m=r.verified;
const k=e;if(e===k)if(m&&typeof m=="object"&&!Array.isArray(m)){let _;if(m.bytes===void 0&&(_="bytes")||m.digests===
void 0&&(_="digests"))return L.errors=[{instancePath:s+"/verified",schemaPath:"#/properties/verified/required",
keyword:"required",params:{missingProperty:_},message:"must have required property '"+_+"'"}],!1;if(m.bytes!==
void 0){let h=m.bytes;const F=e;if(!(typeof h=="number"&&!(h%1)&&!isNaN(h)&&isFinite(h)))return L.errors=[{instancePath:s+
"/verified/bytes",schemaPath:"#/properties/verified/properties/bytes/type",keyword:"type",params:{type:"intege\
r"},message:"must be integer"}],!1;if(e===F&&typeof h=="number"&&isFinite(h)&&(h<0||isNaN(h)))return L.errors=
[{instancePath:s+"/verified/bytes",schemaPath:"#/properties/verified/properties/bytes/minimum",keyword:"minimu\
m",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var z=F===e}else var z=!0;if(z)if(m.digests!==
void 0){const h=e;B(m.digests,{instancePath:s+"/verified/digests",parentData:m,parentDataProperty:"digests",rootData:f,
dynamicAnchors:y})||(a=a===null?B.errors:a.concat(B.errors),e=a.length);var z=h===e}else var z=!0}else return L.
errors=[{instancePath:s+"/verified",schemaPath:"#/properties/verified/type",keyword:"type",params:{type:"objec\
t"},message:"must be object"}],!1;var t=k===e}else var t=!0;if(t){if(r.servedBy!==void 0){let m=r.servedBy;const k=e;
if(e===k)if(typeof m=="string"){if(D(m)<1)return L.errors=[{instancePath:s+"/servedBy",schemaPath:"#/propertie\
s/servedBy/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else
return L.errors=[{instancePath:s+"/servedBy",schemaPath:"#/properties/servedBy/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=k===e}else var t=!0;if(t){let m;if(r.outcome!==void 0&&(r.error===
void 0&&(m="error")||r.seconds===void 0&&(m="seconds")))return L.errors=[{instancePath:s,schemaPath:"#/depende\
ntRequired",keyword:"dependentRequired",params:{property:"outcome",missingProperty:m,depsCount:2,deps:"error, \
seconds"},message:"must have properties error, seconds when property outcome is present"}],!1}}}}}}}}}}}}}}}}}}}}}}else
return L.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return L.errors=a,e===0}L.evaluated={props:{region:!0,name:!0,action:!0,imageId:!0,reason:!0,adopts:!0,
fields:!0,held:!0,content:!0,blockedBy:!0,warnings:!0,basis:!0,steps:!0,notedBy:!0,refersTo:!0,timeout:!0,outcome:!0,
error:!0,seconds:!0,verified:!0,servedBy:!0},dynamicProps:!1,dynamicItems:!1};function N(r,{instancePath:s="",
parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=N.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let A;if(r.formatVersion===void 0&&(A="formatVersion")||r.stack===void 0&&(A="stack")||r.state===void 0&&(A=
"state")||r.targets===void 0&&(A="targets")||r.partial===void 0&&(A="partial")||r.summary===void 0&&(A="summar\
y")||r.changes===void 0&&(A="changes")||r.warnings===void 0&&(A="warnings"))return N.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:A},message:"must have required property '"+A+"'"}],!1;if(r.
formatVersion!==void 0){let d=r.formatVersion;const $=e;if(e===$)if(typeof d=="string"){if(!Me.test(d))return N.
errors=[{instancePath:s+"/formatVersion",schemaPath:"#/properties/formatVersion/pattern",keyword:"pattern",params:{
pattern:"^1\\.(0|[1-9][0-9]*)$"},message:'must match pattern "^1\\.(0|[1-9][0-9]*)$"'}],!1}else return N.errors=
[{instancePath:s+"/formatVersion",schemaPath:"#/properties/formatVersion/type",keyword:"type",params:{type:"st\
ring"},message:"must be string"}],!1;var t=$===e}else var t=!0;if(t){if(r.stack!==void 0){const d=e;if(typeof r.
stack!="string")return N.errors=[{instancePath:s+"/stack",schemaPath:"#/properties/stack/type",keyword:"type",
params:{type:"string"},message:"must be string"}],!1;var t=d===e}else var t=!0;if(t){if(r.origin!==void 0){const d=e;
if(typeof r.origin!="string")return N.errors=[{instancePath:s+"/origin",schemaPath:"#/properties/origin/type",
keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=d===e}else var t=!0;if(t){if(r.state!==
void 0){let d=r.state;const $=e;if(e===$)if(d&&typeof d=="object"&&!Array.isArray(d)){let q;if(d.files===void 0&&
(q="files")||d.sha256===void 0&&(q="sha256"))return N.errors=[{instancePath:s+"/state",schemaPath:"#/propertie\
s/state/required",keyword:"required",params:{missingProperty:q},message:"must have required property '"+q+"'"}],
!1;if(d.files!==void 0){let m=d.files;const k=e;if(e===k)if(Array.isArray(m)){var o=!0;const O=m.length;for(let _=0;_<
O;_++){const h=e;if(typeof m[_]!="string")return N.errors=[{instancePath:s+"/state/files/"+_,schemaPath:"#/pro\
perties/state/properties/files/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var o=h===e;if(!o)break}}else return N.errors=[{instancePath:s+"/state/files",schemaPath:"#/properties/state/p\
roperties/files/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var i=k===e}else var i=!0;
if(i)if(d.sha256!==void 0){let m=d.sha256;const k=e;if(e===k)if(typeof m=="string"){if(!Ne.test(m))return N.errors=
[{instancePath:s+"/state/sha256",schemaPath:"#/properties/state/properties/sha256/pattern",keyword:"pattern",params:{
pattern:"^[0-9a-f]{64}$"},message:'must match pattern "^[0-9a-f]{64}$"'}],!1}else return N.errors=[{instancePath:s+
"/state/sha256",schemaPath:"#/properties/state/properties/sha256/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var i=k===e}else var i=!0}else return N.errors=[{instancePath:s+"/state",schemaPath:"#/pr\
operties/state/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var t=$===e}else var t=!0;
if(t){if(r.targets!==void 0){let d=r.targets;const $=e;if(e===$)if(Array.isArray(d)){var n=!0;const q=d.length;
for(let m=0;m<q;m++){const k=e;J(d[m],{instancePath:s+"/targets/"+m,parentData:d,parentDataProperty:m,rootData:f,
dynamicAnchors:y})||(a=a===null?J.errors:a.concat(J.errors),e=a.length);var n=k===e;if(!n)break}}else return N.
errors=[{instancePath:s+"/targets",schemaPath:"#/properties/targets/type",keyword:"type",params:{type:"array"},
message:"must be array"}],!1;var t=$===e}else var t=!0;if(t){if(r.partial!==void 0){const d=e;if(typeof r.partial!=
"boolean")return N.errors=[{instancePath:s+"/partial",schemaPath:"#/properties/partial/type",keyword:"type",params:{
type:"boolean"},message:"must be boolean"}],!1;var t=d===e}else var t=!0;if(t){if(r.unresolved!==void 0){let d=r.
unresolved;const $=e;if(e===$)if(Array.isArray(d)){if(d.length<1)return N.errors=[{instancePath:s+"/unresolved",
schemaPath:"#/properties/unresolved/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer\
 than 1 items"}],!1;{var u=!0;const q=d.length;for(let m=0;m<q;m++){const k=e;me(d[m],{instancePath:s+"/unreso\
lved/"+m,parentData:d,parentDataProperty:m,rootData:f,dynamicAnchors:y})||(a=a===null?me.errors:a.concat(me.errors),
e=a.length);var u=k===e;if(!u)break}}}else return N.errors=[{instancePath:s+"/unresolved",schemaPath:"#/proper\
ties/unresolved/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=$===e}else var t=!0;
if(t){if(r.newHere!==void 0){const d=e;if(r.newHere!==!0)return N.errors=[{instancePath:s+"/newHere",schemaPath:"\
#/properties/newHere/const",keyword:"const",params:{allowedValue:!0},message:"must be equal to constant"}],!1;
var t=d===e}else var t=!0;if(t){if(r.pruningWithheld!==void 0){const d=e;if(r.pruningWithheld!==!0)return N.errors=
[{instancePath:s+"/pruningWithheld",schemaPath:"#/properties/pruningWithheld/const",keyword:"const",params:{allowedValue:!0},
message:"must be equal to constant"}],!1;var t=d===e}else var t=!0;if(t){if(r.skipsBlocked!==void 0){const d=e;
if(r.skipsBlocked!==!0)return N.errors=[{instancePath:s+"/skipsBlocked",schemaPath:"#/properties/skipsBlocked/\
const",keyword:"const",params:{allowedValue:!0},message:"must be equal to constant"}],!1;var t=d===e}else var t=!0;
if(t){if(r.summary!==void 0){const d=e;I(r.summary,{instancePath:s+"/summary",parentData:r,parentDataProperty:"\
summary",rootData:f,dynamicAnchors:y})||(a=a===null?I.errors:a.concat(I.errors),e=a.length);var t=d===e}else var t=!0;
if(t){if(r.changes!==void 0){let d=r.changes;const $=e;if(e===$)if(Array.isArray(d)){var g=!0;const q=d.length;
for(let m=0;m<q;m++){const k=e;L(d[m],{instancePath:s+"/changes/"+m,parentData:d,parentDataProperty:m,rootData:f,
dynamicAnchors:y})||(a=a===null?L.errors:a.concat(L.errors),e=a.length);var g=k===e;if(!g)break}}else return N.
errors=[{instancePath:s+"/changes",schemaPath:"#/properties/changes/type",keyword:"type",params:{type:"array"},
message:"must be array"}],!1;var t=$===e}else var t=!0;if(t){if(r.warnings!==void 0){let d=r.warnings;const $=e;
if(e===$)if(Array.isArray(d)){var b=!0;const q=d.length;for(let m=0;m<q;m++){const k=e;if(typeof d[m]!="string")
return N.errors=[{instancePath:s+"/warnings/"+m,schemaPath:"#/properties/warnings/items/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var b=k===e;if(!b)break}}else return N.errors=[{instancePath:s+"/\
warnings",schemaPath:"#/properties/warnings/type",keyword:"type",params:{type:"array"},message:"must be array"}],
!1;var t=$===e}else var t=!0;if(t){if(r.madeWith!==void 0){let d=r.madeWith;const $=e;if(e===$)if(d&&typeof d==
"object"&&!Array.isArray(d)){if(d.options!==void 0){let q=d.options;const m=e;if(e===m)if(q&&typeof q=="object"&&
!Array.isArray(q))for(const k in q){let O=q[k];const _=e;if(typeof O!="string"&&!(typeof O=="number"&&!(O%1)&&
!isNaN(O)&&isFinite(O))&&typeof O!="boolean"&&!Array.isArray(O))return N.errors=[{instancePath:s+"/madeWith/op\
tions/"+k.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/madeWith/properties/options/addition\
alProperties/type",keyword:"type",params:{type:Be.properties.madeWith.properties.options.additionalProperties.
type},message:"must be string,integer,boolean,array"}],!1;if(e===_&&Array.isArray(O)){var c=!0;const h=O.length;
for(let F=0;F<h;F++){const _e=e;if(typeof O[F]!="string")return N.errors=[{instancePath:s+"/madeWith/options/"+
k.replace(/~/g,"~0").replace(/\//g,"~1")+"/"+F,schemaPath:"#/properties/madeWith/properties/options/additional\
Properties/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var c=_e===e;if(!c)
break}}var l=_===e;if(!l)break}else return N.errors=[{instancePath:s+"/madeWith/options",schemaPath:"#/propert\
ies/madeWith/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var v=m===
e}else var v=!0;if(v)if(d.rollback!==void 0){let q=d.rollback;const m=e;if(e===m)if(q&&typeof q=="object"&&!Array.
isArray(q)){let O;if(q.name===void 0&&(O="name")||q.to===void 0&&(O="to"))return N.errors=[{instancePath:s+"/m\
adeWith/rollback",schemaPath:"#/properties/madeWith/properties/rollback/required",keyword:"required",params:{missingProperty:O},
message:"must have required property '"+O+"'"}],!1;if(q.name!==void 0){const _=e;if(typeof q.name!="string")return N.
errors=[{instancePath:s+"/madeWith/rollback/name",schemaPath:"#/properties/madeWith/properties/rollback/proper\
ties/name/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var j=_===e}else var j=!0;
if(j){if(q.to!==void 0){let _=q.to;const h=e;if(typeof _!="string"&&_!==null)return N.errors=[{instancePath:s+
"/madeWith/rollback/to",schemaPath:"#/properties/madeWith/properties/rollback/properties/to/type",keyword:"typ\
e",params:{type:Be.properties.madeWith.properties.rollback.properties.to.type},message:"must be string,null"}],
!1;var j=h===e}else var j=!0;if(j)if(q.at!==void 0){let _=q.at;const h=e;if(e===h)if(typeof _=="string"){if(!Ge.
test(_))return N.errors=[{instancePath:s+"/madeWith/rollback/at",schemaPath:"#/properties/madeWith/properties/\
rollback/properties/at/pattern",keyword:"pattern",params:{pattern:"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{\
2}:[0-9]{2}Z$"},message:'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"'}],!1}else
return N.errors=[{instancePath:s+"/madeWith/rollback/at",schemaPath:"#/properties/madeWith/properties/rollback\
/properties/at/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var j=h===e}else var j=!0}}else
return N.errors=[{instancePath:s+"/madeWith/rollback",schemaPath:"#/properties/madeWith/properties/rollback/ty\
pe",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var v=m===e}else var v=!0}else return N.
errors=[{instancePath:s+"/madeWith",schemaPath:"#/properties/madeWith/type",keyword:"type",params:{type:"objec\
t"},message:"must be object"}],!1;var t=$===e}else var t=!0;if(t){if(r.seal!==void 0){let d=r.seal;const $=e;if(e===
$)if(typeof d=="string"){if(!Ne.test(d))return N.errors=[{instancePath:s+"/seal",schemaPath:"#/properties/seal\
/pattern",keyword:"pattern",params:{pattern:"^[0-9a-f]{64}$"},message:'must match pattern "^[0-9a-f]{64}$"'}],
!1}else return N.errors=[{instancePath:s+"/seal",schemaPath:"#/properties/seal/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=$===e}else var t=!0;if(t){if(r.startedAt!==void 0){const d=e;if(typeof r.
startedAt!="string")return N.errors=[{instancePath:s+"/startedAt",schemaPath:"#/properties/startedAt/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=d===e}else var t=!0;if(t){if(r.finishedAt!==void 0){
const d=e;if(typeof r.finishedAt!="string")return N.errors=[{instancePath:s+"/finishedAt",schemaPath:"#/proper\
ties/finishedAt/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=d===e}else var t=!0;
if(t){if(r.interrupted!==void 0){const d=e;if(typeof r.interrupted!="boolean")return N.errors=[{instancePath:s+
"/interrupted",schemaPath:"#/properties/interrupted/type",keyword:"type",params:{type:"boolean"},message:"must\
 be boolean"}],!1;var t=d===e}else var t=!0;if(t){if(r.rehearsal!==void 0){const d=e;if(r.rehearsal!==!0)return N.
errors=[{instancePath:s+"/rehearsal",schemaPath:"#/properties/rehearsal/const",keyword:"const",params:{allowedValue:!0},
message:"must be equal to constant"}],!1;var t=d===e}else var t=!0;if(t){if(r.error!==void 0){const d=e;V(r.error,
{instancePath:s+"/error",parentData:r,parentDataProperty:"error",rootData:f,dynamicAnchors:y})||(a=a===null?V.
errors:a.concat(V.errors),e=a.length);var t=d===e}else var t=!0;if(t){let d;if(r.startedAt!==void 0&&(r.finishedAt===
void 0&&(d="finishedAt")||r.interrupted===void 0&&(d="interrupted")))return N.errors=[{instancePath:s,schemaPath:"\
#/dependentRequired",keyword:"dependentRequired",params:{property:"startedAt",missingProperty:d,depsCount:2,deps:"\
finishedAt, interrupted"},message:"must have properties finishedAt, interrupted when property startedAt is pre\
sent"}],!1;if(r.finishedAt!==void 0&&r.startedAt===void 0&&(d="startedAt"))return N.errors=[{instancePath:s,schemaPath:"\
#/dependentRequired",keyword:"dependentRequired",params:{property:"finishedAt",missingProperty:d,depsCount:1,deps:"\
startedAt"},message:"must have property startedAt when property finishedAt is present"}],!1;if(r.interrupted!==
void 0&&r.startedAt===void 0&&(d="startedAt"))return N.errors=[{instancePath:s,schemaPath:"#/dependentRequired",
keyword:"dependentRequired",params:{property:"interrupted",missingProperty:d,depsCount:1,deps:"startedAt"},message:"\
must have property startedAt when property interrupted is present"}],!1}}}}}}}}}}}}}}}}}}}}}else return N.errors=
[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return N.
errors=a,e===0}N.evaluated={props:{formatVersion:!0,stack:!0,origin:!0,state:!0,targets:!0,partial:!0,unresolved:!0,
newHere:!0,pruningWithheld:!0,skipsBlocked:!0,summary:!0,changes:!0,warnings:!0,madeWith:!0,seal:!0,startedAt:!0,
finishedAt:!0,interrupted:!0,rehearsal:!0,error:!0},dynamicProps:!1,dynamicItems:!1};export{or as plan};
