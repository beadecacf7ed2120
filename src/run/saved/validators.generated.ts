// Generated from schemas/plan.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// biome-ignore-all assist: generated
function Je(r){let s=0;for(const $ of r)s++;return s}const dr=L,Ee={$schema:"https://json-schema.org/draft/202\
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
$ref:"#/$defs/preparation"},detectPacking:{type:"boolean"},detectFormat:{type:"boolean"},checks:{type:"array",
minItems:1,items:{$ref:"#/$defs/localCheck"}},inspect:{type:"object",required:["diskFormat","containerFormat",
"minDiskGiB","allow"],properties:{diskFormat:{type:["string","null"]},containerFormat:{type:"string"},minDiskGiB:{
type:"integer",minimum:0},allow:{type:"array",items:{type:"string"}}}}}},recordStep:{type:"object",required:["\
kind","image"],properties:{kind:{const:"record"},image:{$ref:"#/$defs/subject"}}},copyToStoresStep:{type:"obje\
ct",required:["kind","image","stores"],properties:{kind:{const:"copy-to-stores"},image:{$ref:"#/$defs/subject"},
stores:{type:"array",items:{type:"string",minLength:1}}}},localCheck:{type:"object",required:["command","direc\
tory","timeout"],properties:{command:{$ref:"#/$defs/checkStep/properties/command"},directory:{$ref:"#/$defs/ch\
eckStep/properties/directory"},timeout:{$ref:"#/$defs/checkStep/properties/timeout"}}},checkStep:{type:"object",
required:["kind","command","directory","timeout","keep","member"],properties:{kind:{const:"check"},command:{type:"\
array",minItems:1,items:{type:"string",pattern:"^[^\\u0000]*$"}},directory:{type:["string","null"],pattern:"^[\
^\\u0000]+$"},timeout:{type:"number",exclusiveMinimum:0},keep:{type:"boolean"},member:{type:["string","null"],
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
$defs/after"}}}},$id:"urn:glance-reconcile:schema"},Qe=new RegExp("^1\\.(0|[1-9][0-9]*)$","u"),Be=new RegExp("\
^[0-9a-f]{64}$","u"),Ue=new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$","u"),Xe={type:"o\
bject",required:["cloud","region","project","projectId","user","endpoint"],properties:{cloud:{type:["string","\
null"]},region:{type:"string"},project:{type:"string"},projectId:{type:"string"},withoutProjects:{const:!0},user:{
type:"string"},endpoint:{type:"string"}}};function J(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,
dynamicAnchors:f={}}={}){let a=null,e=0;const p=J.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&
(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.cloud===void 0&&(o="cloud")||r.
region===void 0&&(o="region")||r.project===void 0&&(o="project")||r.projectId===void 0&&(o="projectId")||r.user===
void 0&&(o="user")||r.endpoint===void 0&&(o="endpoint"))return J.errors=[{instancePath:s,schemaPath:"#/require\
d",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.cloud!==
void 0){let i=r.cloud;const n=e;if(typeof i!="string"&&i!==null)return J.errors=[{instancePath:s+"/cloud",schemaPath:"\
#/properties/cloud/type",keyword:"type",params:{type:Xe.properties.cloud.type},message:"must be string,null"}],
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
dynamicProps:!1,dynamicItems:!1};const Oe={type:"object",required:["name","list","at","message","hint"],properties:{
name:{type:["string","null"]},list:{type:["string","null"]},at:{$ref:"#/$defs/position"},message:{type:"string"},
hint:{type:["string","null"]}}},fr={type:"object",required:["file","line","column"],properties:{file:{type:"st\
ring"},line:{type:"integer"},column:{type:"integer"}}};function Y(r,{instancePath:s="",parentData:$,parentDataProperty:j,
rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=Y.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
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
function me(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,
e=0;const p=me.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.name===void 0&&(o="name")||r.list===void 0&&(o="list")||r.at===void 0&&
(o="at")||r.message===void 0&&(o="message")||r.hint===void 0&&(o="hint"))return me.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
name!==void 0){let i=r.name;const n=e;if(typeof i!="string"&&i!==null)return me.errors=[{instancePath:s+"/name",
schemaPath:"#/properties/name/type",keyword:"type",params:{type:Oe.properties.name.type},message:"must be stri\
ng,null"}],!1;var t=n===e}else var t=!0;if(t){if(r.list!==void 0){let i=r.list;const n=e;if(typeof i!="string"&&
i!==null)return me.errors=[{instancePath:s+"/list",schemaPath:"#/properties/list/type",keyword:"type",params:{
type:Oe.properties.list.type},message:"must be string,null"}],!1;var t=n===e}else var t=!0;if(t){if(r.at!==void 0){
const i=e;Y(r.at,{instancePath:s+"/at",parentData:r,parentDataProperty:"at",rootData:d,dynamicAnchors:f})||(a=
a===null?Y.errors:a.concat(Y.errors),e=a.length);var t=i===e}else var t=!0;if(t){if(r.message!==void 0){const i=e;
if(typeof r.message!="string")return me.errors=[{instancePath:s+"/message",schemaPath:"#/properties/message/ty\
pe",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t)if(r.hint!==
void 0){let i=r.hint;const n=e;if(typeof i!="string"&&i!==null)return me.errors=[{instancePath:s+"/hint",schemaPath:"\
#/properties/hint/type",keyword:"type",params:{type:Oe.properties.hint.type},message:"must be string,null"}],!1;
var t=n===e}else var t=!0}}}}else return me.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{
type:"object"},message:"must be object"}],!1;return me.errors=a,e===0}me.evaluated={props:{name:!0,list:!0,at:!0,
message:!0,hint:!0},dynamicProps:!1,dynamicItems:!1};const yr={type:"object",required:["create","replace","ver\
ify","update","adopt","rename","delete","hide","deactivate","reactivate","resume","held","unchanged","blocked",
"bytes"],properties:{create:{type:"integer",minimum:0},replace:{type:"integer",minimum:0},verify:{type:"intege\
r",minimum:0},update:{type:"integer",minimum:0},adopt:{type:"integer",minimum:0},rename:{type:"integer",minimum:0},
delete:{type:"integer",minimum:0},hide:{type:"integer",minimum:0},deactivate:{type:"integer",minimum:0},reactivate:{
type:"integer",minimum:0},resume:{type:"integer",minimum:0},held:{type:"integer",minimum:0},unchanged:{type:"i\
nteger",minimum:0},blocked:{type:"integer",minimum:0},bytes:{type:"integer",minimum:0}}};function N(r,{instancePath:s="",
parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=N.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let o;if(r.create===void 0&&(o="create")||r.replace===void 0&&(o="replace")||r.verify===void 0&&(o="verify")||
r.update===void 0&&(o="update")||r.adopt===void 0&&(o="adopt")||r.rename===void 0&&(o="rename")||r.delete===void 0&&
(o="delete")||r.hide===void 0&&(o="hide")||r.deactivate===void 0&&(o="deactivate")||r.reactivate===void 0&&(o=
"reactivate")||r.resume===void 0&&(o="resume")||r.held===void 0&&(o="held")||r.unchanged===void 0&&(o="unchang\
ed")||r.blocked===void 0&&(o="blocked")||r.bytes===void 0&&(o="bytes"))return N.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
create!==void 0){let i=r.create;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=
[{instancePath:s+"/create",schemaPath:"#/properties/create/type",keyword:"type",params:{type:"integer"},message:"\
must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+
"/create",schemaPath:"#/properties/create/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"\
must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.replace!==void 0){let i=r.replace;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/replace",schemaPath:"#/properties\
/replace/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="numb\
er"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/replace",schemaPath:"#/properties/replace\
/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;
if(t){if(r.verify!==void 0){let i=r.verify;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))
return N.errors=[{instancePath:s+"/verify",schemaPath:"#/properties/verify/type",keyword:"type",params:{type:"\
integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=
[{instancePath:s+"/verify",schemaPath:"#/properties/verify/minimum",keyword:"minimum",params:{comparison:">=",
limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.update!==void 0){let i=r.update;const n=e;
if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/update",schemaPath:"\
#/properties/update/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i==
"number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/update",schemaPath:"#/properties/upd\
ate/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;
if(t){if(r.adopt!==void 0){let i=r.adopt;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.
errors=[{instancePath:s+"/adopt",schemaPath:"#/properties/adopt/type",keyword:"type",params:{type:"integer"},message:"\
must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+
"/adopt",schemaPath:"#/properties/adopt/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"m\
ust be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.rename!==void 0){let i=r.rename;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/rename",schemaPath:"#/properties/\
rename/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&
isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/rename",schemaPath:"#/properties/rename/minimu\
m",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){
if(r.delete!==void 0){let i=r.delete;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.
errors=[{instancePath:s+"/delete",schemaPath:"#/properties/delete/type",keyword:"type",params:{type:"integer"},
message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+
"/delete",schemaPath:"#/properties/delete/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"\
must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.hide!==void 0){let i=r.hide;const n=e;if(!(typeof i=="\
number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/hide",schemaPath:"#/properties/hid\
e/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(
i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/hide",schemaPath:"#/properties/hide/minimum",keyword:"m\
inimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.deactivate!==
void 0){let i=r.deactivate;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=
[{instancePath:s+"/deactivate",schemaPath:"#/properties/deactivate/type",keyword:"type",params:{type:"integer"},
message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+
"/deactivate",schemaPath:"#/properties/deactivate/minimum",keyword:"minimum",params:{comparison:">=",limit:0},
message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.reactivate!==void 0){let i=r.reactivate;const n=e;
if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/reactivate",schemaPath:"\
#/properties/reactivate/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&
typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/reactivate",schemaPath:"#/\
properties/reactivate/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;
var t=n===e}else var t=!0;if(t){if(r.resume!==void 0){let i=r.resume;const n=e;if(!(typeof i=="number"&&!(i%1)&&
!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/resume",schemaPath:"#/properties/resume/type",keyword:"\
type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||
isNaN(i)))return N.errors=[{instancePath:s+"/resume",schemaPath:"#/properties/resume/minimum",keyword:"minimum",
params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.held!==void 0){
let i=r.held;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+
"/held",schemaPath:"#/properties/held/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],
!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/held",schemaPath:"\
#/properties/held/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===
e}else var t=!0;if(t){if(r.unchanged!==void 0){let i=r.unchanged;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(
i)&&isFinite(i)))return N.errors=[{instancePath:s+"/unchanged",schemaPath:"#/properties/unchanged/type",keyword:"\
type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||
isNaN(i)))return N.errors=[{instancePath:s+"/unchanged",schemaPath:"#/properties/unchanged/minimum",keyword:"m\
inimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.blocked!==
void 0){let i=r.blocked;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+
"/blocked",schemaPath:"#/properties/blocked/type",keyword:"type",params:{type:"integer"},message:"must be inte\
ger"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/blocke\
d",schemaPath:"#/properties/blocked/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must \
be >= 0"}],!1;var t=n===e}else var t=!0;if(t)if(r.bytes!==void 0){let i=r.bytes;const n=e;if(!(typeof i=="numb\
er"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/bytes",schemaPath:"#/properties/bytes/\
type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(
i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/bytes",schemaPath:"#/properties/bytes/minimum",keyword:"\
minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0}}}}}}}}}}}}}}else
return N.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return N.errors=a,e===0}N.evaluated={props:{create:!0,replace:!0,verify:!0,update:!0,adopt:!0,rename:!0,
delete:!0,hide:!0,deactivate:!0,reactivate:!0,resume:!0,held:!0,unchanged:!0,blocked:!0,bytes:!0},dynamicProps:!1,
dynamicItems:!1};const Le={type:"object",required:["region","name","action","imageId","reason","fields","conte\
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
"error","seconds"]}},D=Je,Ve={type:"object",required:["id","name","owner","protected","by"],properties:{id:{type:"\
string"},name:{type:["string","null"]},owner:{type:["string","null"]},protected:{type:"boolean"},by:{type:"str\
ing"}}};function se(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){
let a=null,e=0;const p=se.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.id===void 0&&(o="id")||r.name===void 0&&(o="name")||r.
owner===void 0&&(o="owner")||r.protected===void 0&&(o="protected")||r.by===void 0&&(o="by"))return se.errors=[
{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must have requi\
red property '"+o+"'"}],!1;if(r.id!==void 0){const i=e;if(typeof r.id!="string")return se.errors=[{instancePath:s+
"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===
e}else var t=!0;if(t){if(r.name!==void 0){let i=r.name;const n=e;if(typeof i!="string"&&i!==null)return se.errors=
[{instancePath:s+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type:Ve.properties.name.type},
message:"must be string,null"}],!1;var t=n===e}else var t=!0;if(t){if(r.owner!==void 0){let i=r.owner;const n=e;
if(typeof i!="string"&&i!==null)return se.errors=[{instancePath:s+"/owner",schemaPath:"#/properties/owner/type",
keyword:"type",params:{type:Ve.properties.owner.type},message:"must be string,null"}],!1;var t=n===e}else var t=!0;
if(t){if(r.protected!==void 0){const i=e;if(typeof r.protected!="boolean")return se.errors=[{instancePath:s+"/\
protected",schemaPath:"#/properties/protected/type",keyword:"type",params:{type:"boolean"},message:"must be bo\
olean"}],!1;var t=i===e}else var t=!0;if(t)if(r.by!==void 0){const i=e;if(typeof r.by!="string")return se.errors=
[{instancePath:s+"/by",schemaPath:"#/properties/by/type",keyword:"type",params:{type:"string"},message:"must b\
e string"}],!1;var t=i===e}else var t=!0}}}}else return se.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return se.errors=a,e===0}se.evaluated={props:{id:!0,
name:!0,owner:!0,protected:!0,by:!0},dynamicProps:!1,dynamicItems:!1};const cr={type:"object",required:["path",
"before","after"],properties:{path:{type:"string",minLength:1},before:{$ref:"#/$defs/fieldValue"},after:{$ref:"\
#/$defs/fieldValue"}}},Ye={type:["string","number","boolean","array","null"],items:{type:"string"}};function ye(r,{
instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=ye.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),typeof r!="string"&&!(typeof r==
"number"&&isFinite(r))&&typeof r!="boolean"&&!Array.isArray(r)&&r!==null)return ye.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:Ye.type},message:"must be string,number,boolean,array,null"}],!1;if(e===0&&
Array.isArray(r)){var t=!0;const o=r.length;for(let i=0;i<o;i++){const n=e;if(typeof r[i]!="string")return ye.
errors=[{instancePath:s+"/"+i,schemaPath:"#/items/type",keyword:"type",params:{type:"string"},message:"must be\
 string"}],!1;var t=n===e;if(!t)break}}return ye.errors=a,e===0}ye.evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};
function ve(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,
e=0;const p=ve.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.path===void 0&&(o="path")||r.before===void 0&&(o="before")||r.after===
void 0&&(o="after"))return ve.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},
message:"must have required property '"+o+"'"}],!1;if(r.path!==void 0){let i=r.path;const n=e;if(e===n)if(typeof i==
"string"){if(D(i)<1)return ve.errors=[{instancePath:s+"/path",schemaPath:"#/properties/path/minLength",keyword:"\
minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return ve.errors=[{instancePath:s+
"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var t=n===e}else var t=!0;if(t){if(r.before!==void 0){const i=e;ye(r.before,{instancePath:s+"/before",parentData:r,
parentDataProperty:"before",rootData:d,dynamicAnchors:f})||(a=a===null?ye.errors:a.concat(ye.errors),e=a.length);
var t=i===e}else var t=!0;if(t)if(r.after!==void 0){const i=e;ye(r.after,{instancePath:s+"/after",parentData:r,
parentDataProperty:"after",rootData:d,dynamicAnchors:f})||(a=a===null?ye.errors:a.concat(ye.errors),e=a.length);
var t=i===e}else var t=!0}}else return ve.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;return ve.errors=a,e===0}ve.evaluated={props:{path:!0,before:!0,after:!0},
dynamicProps:!1,dynamicItems:!1};const Re={type:"object",required:["source","bytes","digests"],properties:{source:{
type:"string"},bytes:{type:["integer","null"],minimum:0},storedBytes:{type:["integer","null"],minimum:0},preparation:{
$ref:"#/$defs/preparation"},digests:{$ref:"#/$defs/digests"}}},Fe={type:"object",required:["decompress","diges\
tsCover"],properties:{decompress:{enum:["auto","none","gz","bz2","xz","lzma","zst","zip","tar","ova"]},digestsCover:{
enum:["source","decompressed"]},member:{type:"string"},transform:{type:"array",minItems:1,items:{type:"string"}},
convert:{type:"object",required:["to"],properties:{from:{enum:["ami","ari","aki","vhd","vhdx","vmdk","raw","qc\
ow2","vdi","ploop","iso"]},to:{enum:["ami","ari","aki","vhd","vhdx","vmdk","raw","qcow2","vdi","ploop","iso"]}}}}};
function R(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,
e=0;const p=R.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let n;if(r.decompress===void 0&&(n="decompress")||r.digestsCover===void 0&&(n="di\
gestsCover"))return R.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:n},
message:"must have required property '"+n+"'"}],!1;if(r.decompress!==void 0){let m=r.decompress;const k=e;if(!(m===
"auto"||m==="none"||m==="gz"||m==="bz2"||m==="xz"||m==="lzma"||m==="zst"||m==="zip"||m==="tar"||m==="ova"))return R.
errors=[{instancePath:s+"/decompress",schemaPath:"#/properties/decompress/enum",keyword:"enum",params:{allowedValues:Fe.
properties.decompress.enum},message:"must be equal to one of the allowed values"}],!1;var t=k===e}else var t=!0;
if(t){if(r.digestsCover!==void 0){let m=r.digestsCover;const k=e;if(!(m==="source"||m==="decompressed"))return R.
errors=[{instancePath:s+"/digestsCover",schemaPath:"#/properties/digestsCover/enum",keyword:"enum",params:{allowedValues:Fe.
properties.digestsCover.enum},message:"must be equal to one of the allowed values"}],!1;var t=k===e}else var t=!0;
if(t){if(r.member!==void 0){const m=e;if(typeof r.member!="string")return R.errors=[{instancePath:s+"/member",
schemaPath:"#/properties/member/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=m===
e}else var t=!0;if(t){if(r.transform!==void 0){let m=r.transform;const k=e;if(e===k)if(Array.isArray(m)){if(m.
length<1)return R.errors=[{instancePath:s+"/transform",schemaPath:"#/properties/transform/minItems",keyword:"m\
inItems",params:{limit:1},message:"must NOT have fewer than 1 items"}],!1;{var o=!0;const g=m.length;for(let y=0;y<
g;y++){const l=e;if(typeof m[y]!="string")return R.errors=[{instancePath:s+"/transform/"+y,schemaPath:"#/prope\
rties/transform/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var o=l===e;if(!o)
break}}}else return R.errors=[{instancePath:s+"/transform",schemaPath:"#/properties/transform/type",keyword:"t\
ype",params:{type:"array"},message:"must be array"}],!1;var t=k===e}else var t=!0;if(t)if(r.convert!==void 0){
let m=r.convert;const k=e;if(e===k)if(m&&typeof m=="object"&&!Array.isArray(m)){let g;if(m.to===void 0&&(g="to"))
return R.errors=[{instancePath:s+"/convert",schemaPath:"#/properties/convert/required",keyword:"required",params:{
missingProperty:g},message:"must have required property '"+g+"'"}],!1;if(m.from!==void 0){let y=m.from;const l=e;
if(!(y==="ami"||y==="ari"||y==="aki"||y==="vhd"||y==="vhdx"||y==="vmdk"||y==="raw"||y==="qcow2"||y==="vdi"||y===
"ploop"||y==="iso"))return R.errors=[{instancePath:s+"/convert/from",schemaPath:"#/properties/convert/properti\
es/from/enum",keyword:"enum",params:{allowedValues:Fe.properties.convert.properties.from.enum},message:"must b\
e equal to one of the allowed values"}],!1;var i=l===e}else var i=!0;if(i)if(m.to!==void 0){let y=m.to;const l=e;
if(!(y==="ami"||y==="ari"||y==="aki"||y==="vhd"||y==="vhdx"||y==="vmdk"||y==="raw"||y==="qcow2"||y==="vdi"||y===
"ploop"||y==="iso"))return R.errors=[{instancePath:s+"/convert/to",schemaPath:"#/properties/convert/properties\
/to/enum",keyword:"enum",params:{allowedValues:Fe.properties.convert.properties.to.enum},message:"must be equa\
l to one of the allowed values"}],!1;var i=l===e}else var i=!0}else return R.errors=[{instancePath:s+"/convert",
schemaPath:"#/properties/convert/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var t=k===
e}else var t=!0}}}}else return R.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"obje\
ct"},message:"must be object"}],!1;return R.errors=a,e===0}R.evaluated={props:{decompress:!0,digestsCover:!0,member:!0,
transform:!0,convert:!0},dynamicProps:!1,dynamicItems:!1};const gr={type:"object",properties:{md5:{type:"strin\
g",pattern:"^[0-9a-f]{32}$"},sha1:{type:"string",pattern:"^[0-9a-f]{40}$"},sha224:{type:"string",pattern:"^[0-\
9a-f]{56}$"},sha256:{type:"string",pattern:"^[0-9a-f]{64}$"},sha384:{type:"string",pattern:"^[0-9a-f]{96}$"},sha512:{
type:"string",pattern:"^[0-9a-f]{128}$"}}},er=new RegExp("^[0-9a-f]{32}$","u"),rr=new RegExp("^[0-9a-f]{40}$",
"u"),tr=new RegExp("^[0-9a-f]{56}$","u"),sr=new RegExp("^[0-9a-f]{96}$","u"),ir=new RegExp("^[0-9a-f]{128}$","\
u");function T(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,
e=0;const p=T.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){if(r.md5!==void 0){let o=r.md5;const i=e;if(e===i)if(typeof o=="string"){if(!er.test(
o))return T.errors=[{instancePath:s+"/md5",schemaPath:"#/properties/md5/pattern",keyword:"pattern",params:{pattern:"\
^[0-9a-f]{32}$"},message:'must match pattern "^[0-9a-f]{32}$"'}],!1}else return T.errors=[{instancePath:s+"/md\
5",schemaPath:"#/properties/md5/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===
e}else var t=!0;if(t){if(r.sha1!==void 0){let o=r.sha1;const i=e;if(e===i)if(typeof o=="string"){if(!rr.test(o))
return T.errors=[{instancePath:s+"/sha1",schemaPath:"#/properties/sha1/pattern",keyword:"pattern",params:{pattern:"\
^[0-9a-f]{40}$"},message:'must match pattern "^[0-9a-f]{40}$"'}],!1}else return T.errors=[{instancePath:s+"/sh\
a1",schemaPath:"#/properties/sha1/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===
e}else var t=!0;if(t){if(r.sha224!==void 0){let o=r.sha224;const i=e;if(e===i)if(typeof o=="string"){if(!tr.test(
o))return T.errors=[{instancePath:s+"/sha224",schemaPath:"#/properties/sha224/pattern",keyword:"pattern",params:{
pattern:"^[0-9a-f]{56}$"},message:'must match pattern "^[0-9a-f]{56}$"'}],!1}else return T.errors=[{instancePath:s+
"/sha224",schemaPath:"#/properties/sha224/type",keyword:"type",params:{type:"string"},message:"must be string"}],
!1;var t=i===e}else var t=!0;if(t){if(r.sha256!==void 0){let o=r.sha256;const i=e;if(e===i)if(typeof o=="strin\
g"){if(!Be.test(o))return T.errors=[{instancePath:s+"/sha256",schemaPath:"#/properties/sha256/pattern",keyword:"\
pattern",params:{pattern:"^[0-9a-f]{64}$"},message:'must match pattern "^[0-9a-f]{64}$"'}],!1}else return T.errors=
[{instancePath:s+"/sha256",schemaPath:"#/properties/sha256/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.sha384!==void 0){let o=r.sha384;const i=e;if(e===i)if(typeof o==
"string"){if(!sr.test(o))return T.errors=[{instancePath:s+"/sha384",schemaPath:"#/properties/sha384/pattern",keyword:"\
pattern",params:{pattern:"^[0-9a-f]{96}$"},message:'must match pattern "^[0-9a-f]{96}$"'}],!1}else return T.errors=
[{instancePath:s+"/sha384",schemaPath:"#/properties/sha384/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=i===e}else var t=!0;if(t)if(r.sha512!==void 0){let o=r.sha512;const i=e;if(e===i)if(typeof o==
"string"){if(!ir.test(o))return T.errors=[{instancePath:s+"/sha512",schemaPath:"#/properties/sha512/pattern",keyword:"\
pattern",params:{pattern:"^[0-9a-f]{128}$"},message:'must match pattern "^[0-9a-f]{128}$"'}],!1}else return T.
errors=[{instancePath:s+"/sha512",schemaPath:"#/properties/sha512/type",keyword:"type",params:{type:"string"},
message:"must be string"}],!1;var t=i===e}else var t=!0}}}}}else return T.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return T.errors=a,e===0}T.evaluated=
{props:{md5:!0,sha1:!0,sha224:!0,sha256:!0,sha384:!0,sha512:!0},dynamicProps:!1,dynamicItems:!1};function ie(r,{
instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=ie.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let o;if(r.source===void 0&&(o="source")||r.bytes===void 0&&(o="bytes")||r.digests===void 0&&
(o="digests"))return ie.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},
message:"must have required property '"+o+"'"}],!1;if(r.source!==void 0){const i=e;if(typeof r.source!="string")
return ie.errors=[{instancePath:s+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.bytes!==void 0){let i=r.bytes;const n=e;
if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i))&&i!==null)return ie.errors=[{instancePath:s+"/bytes",
schemaPath:"#/properties/bytes/type",keyword:"type",params:{type:Re.properties.bytes.type},message:"must be in\
teger,null"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return ie.errors=[{instancePath:s+
"/bytes",schemaPath:"#/properties/bytes/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"m\
ust be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.storedBytes!==void 0){let i=r.storedBytes;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i))&&i!==null)return ie.errors=[{instancePath:s+"/storedBytes",schemaPath:"\
#/properties/storedBytes/type",keyword:"type",params:{type:Re.properties.storedBytes.type},message:"must be in\
teger,null"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return ie.errors=[{instancePath:s+
"/storedBytes",schemaPath:"#/properties/storedBytes/minimum",keyword:"minimum",params:{comparison:">=",limit:0},
message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.preparation!==void 0){const i=e;R(r.preparation,
{instancePath:s+"/preparation",parentData:r,parentDataProperty:"preparation",rootData:d,dynamicAnchors:f})||(a=
a===null?R.errors:a.concat(R.errors),e=a.length);var t=i===e}else var t=!0;if(t)if(r.digests!==void 0){const i=e;
T(r.digests,{instancePath:s+"/digests",parentData:r,parentDataProperty:"digests",rootData:d,dynamicAnchors:f})||
(a=a===null?T.errors:a.concat(T.errors),e=a.length);var t=i===e}else var t=!0}}}}else return ie.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return ie.errors=a,e===
0}ie.evaluated={props:{source:!0,bytes:!0,storedBytes:!0,preparation:!0,digests:!0},dynamicProps:!1,dynamicItems:!1};
const hr={type:"object",required:["code","message","candidates"],properties:{code:{type:"string"},message:{type:"\
string"},at:{$ref:"#/$defs/position"},candidates:{type:"array",items:{type:"string"}},scope:{const:"plan"}}};function ae(r,{
instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=ae.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let i;if(r.code===void 0&&(i="code")||r.message===void 0&&(i="message")||r.candidates===void 0&&
(i="candidates"))return ae.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:i},
message:"must have required property '"+i+"'"}],!1;if(r.code!==void 0){const n=e;if(typeof r.code!="string")return ae.
errors=[{instancePath:s+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.message!==void 0){const n=e;if(typeof r.message!="st\
ring")return ae.errors=[{instancePath:s+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.at!==void 0){const n=e;Y(r.at,
{instancePath:s+"/at",parentData:r,parentDataProperty:"at",rootData:d,dynamicAnchors:f})||(a=a===null?Y.errors:
a.concat(Y.errors),e=a.length);var t=n===e}else var t=!0;if(t){if(r.candidates!==void 0){let n=r.candidates;const m=e;
if(e===m)if(Array.isArray(n)){var o=!0;const h=n.length;for(let g=0;g<h;g++){const y=e;if(typeof n[g]!="string")
return ae.errors=[{instancePath:s+"/candidates/"+g,schemaPath:"#/properties/candidates/items/type",keyword:"ty\
pe",params:{type:"string"},message:"must be string"}],!1;var o=y===e;if(!o)break}}else return ae.errors=[{instancePath:s+
"/candidates",schemaPath:"#/properties/candidates/type",keyword:"type",params:{type:"array"},message:"must be \
array"}],!1;var t=m===e}else var t=!0;if(t)if(r.scope!==void 0){const n=e;if(r.scope!=="plan")return ae.errors=
[{instancePath:s+"/scope",schemaPath:"#/properties/scope/const",keyword:"const",params:{allowedValue:"plan"},message:"\
must be equal to constant"}],!1;var t=n===e}else var t=!0}}}}else return ae.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return ae.errors=a,e===0}ae.evaluated=
{props:{code:!0,message:!0,at:!0,candidates:!0,scope:!0},dynamicProps:!1,dynamicItems:!1};const ar={type:"obje\
ct",required:["images","members","namesakes","owners"],properties:{images:{type:"object",additionalProperties:{
type:"string"}},members:{type:"object",additionalProperties:{type:"string"}},namesakes:{type:"array",items:{type:"\
string"}},owners:{type:"array",items:{type:["string","null"]}}}};function H(r,{instancePath:s="",parentData:$,
parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=H.evaluated;if(p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let k;if(r.
images===void 0&&(k="images")||r.members===void 0&&(k="members")||r.namesakes===void 0&&(k="namesakes")||r.owners===
void 0&&(k="owners"))return H.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:k},
message:"must have required property '"+k+"'"}],!1;if(r.images!==void 0){let h=r.images;const g=e;if(e===g)if(h&&
typeof h=="object"&&!Array.isArray(h))for(const y in h){const l=e;if(typeof h[y]!="string")return H.errors=[{instancePath:s+
"/images/"+y.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/images/additionalProperties/type",
keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=l===e;if(!t)break}else return H.errors=
[{instancePath:s+"/images",schemaPath:"#/properties/images/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;var o=g===e}else var o=!0;if(o){if(r.members!==void 0){let h=r.members;const g=e;if(e===g)
if(h&&typeof h=="object"&&!Array.isArray(h))for(const l in h){const w=e;if(typeof h[l]!="string")return H.errors=
[{instancePath:s+"/members/"+l.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/members/additio\
nalProperties/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var i=w===e;if(!i)break}else
return H.errors=[{instancePath:s+"/members",schemaPath:"#/properties/members/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;var o=g===e}else var o=!0;if(o){if(r.namesakes!==void 0){let h=r.namesakes;
const g=e;if(e===g)if(Array.isArray(h)){var n=!0;const l=h.length;for(let w=0;w<l;w++){const I=e;if(typeof h[w]!=
"string")return H.errors=[{instancePath:s+"/namesakes/"+w,schemaPath:"#/properties/namesakes/items/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var n=I===e;if(!n)break}}else return H.errors=[{instancePath:s+
"/namesakes",schemaPath:"#/properties/namesakes/type",keyword:"type",params:{type:"array"},message:"must be ar\
ray"}],!1;var o=g===e}else var o=!0;if(o)if(r.owners!==void 0){let h=r.owners;const g=e;if(e===g)if(Array.isArray(
h)){var m=!0;const l=h.length;for(let w=0;w<l;w++){let I=h[w];const c=e;if(typeof I!="string"&&I!==null)return H.
errors=[{instancePath:s+"/owners/"+w,schemaPath:"#/properties/owners/items/type",keyword:"type",params:{type:ar.
properties.owners.items.type},message:"must be string,null"}],!1;var m=c===e;if(!m)break}}else return H.errors=
[{instancePath:s+"/owners",schemaPath:"#/properties/owners/type",keyword:"type",params:{type:"array"},message:"\
must be array"}],!1;var o=g===e}else var o=!0}}}else return H.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return H.errors=a,e===0}H.evaluated={props:{images:!0,
members:!0,namesakes:!0,owners:!0},dynamicProps:!1,dynamicItems:!1};const vr={type:"object",required:["kind"],
discriminator:{propertyName:"kind"},oneOf:[{$ref:"#/$defs/compareStep"},{$ref:"#/$defs/stageStep"},{$ref:"#/$d\
efs/resumeStep"},{$ref:"#/$defs/uploadStep"},{$ref:"#/$defs/recordStep"},{$ref:"#/$defs/copyToStoresStep"},{$ref:"\
#/$defs/checkStep"},{$ref:"#/$defs/shareStep"},{$ref:"#/$defs/deactivateStep"},{$ref:"#/$defs/reactivateStep"},
{$ref:"#/$defs/recheckStep"},{$ref:"#/$defs/downloadBackupStep"},{$ref:"#/$defs/publishStep"},{$ref:"#/$defs/r\
etireStep"},{$ref:"#/$defs/updateStep"},{$ref:"#/$defs/membersStep"},{$ref:"#/$defs/deleteStep"}]},We={type:"o\
bject",required:["kind","id","digests","read","bytes","same","refused"],properties:{kind:{const:"compare"},id:{
type:"string",minLength:1,maxLength:255},digests:{$ref:"#/$defs/digests"},read:{oneOf:[{const:"image"},{$ref:"\
#/$defs/source"}]},bytes:{type:["integer","null"],minimum:0},same:{type:"array",items:{$ref:"#/$defs/step"}},refused:{
type:["string","null"]}}},br={type:"object",required:["kind"],discriminator:{propertyName:"kind"},oneOf:[{$ref:"\
#/$defs/fileSource"},{$ref:"#/$defs/httpSource"},{$ref:"#/$defs/glanceSource"},{$ref:"#/$defs/alternativesSour\
ce"}]},kr={type:"object",required:["kind","path"],properties:{kind:{const:"file"},path:{type:"string",minLength:1}}};
function ee(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,
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
dynamicItems:!1};const wr={type:"object",required:["kind","url"],properties:{kind:{const:"http"},url:{type:"st\
ring",pattern:"^[Hh][Tt][Tt][Pp][Ss]?://"},cachedAt:{type:"string",minLength:1},cachedBelow:{type:"string",minLength:1},
queryDigest:{type:"string",pattern:"^[0-9a-f]{16}$"},needsAuth:{const:!0}}},nr=new RegExp("^[Hh][Tt][Tt][Pp][S\
s]?://","u"),or=new RegExp("^[0-9a-f]{16}$","u");function W(r,{instancePath:s="",parentData:$,parentDataProperty:j,
rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=W.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o=
"kind")||r.url===void 0&&(o="url"))return W.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",
params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.
kind!=="http")return W.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{
allowedValue:"http"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.url!==void 0){
let i=r.url;const n=e;if(e===n)if(typeof i=="string"){if(!nr.test(i))return W.errors=[{instancePath:s+"/url",schemaPath:"\
#/properties/url/pattern",keyword:"pattern",params:{pattern:"^[Hh][Tt][Tt][Pp][Ss]?://"},message:'must match p\
attern "^[Hh][Tt][Tt][Pp][Ss]?://"'}],!1}else return W.errors=[{instancePath:s+"/url",schemaPath:"#/properties\
/url/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){
if(r.cachedAt!==void 0){let i=r.cachedAt;const n=e;if(e===n)if(typeof i=="string"){if(D(i)<1)return W.errors=[
{instancePath:s+"/cachedAt",schemaPath:"#/properties/cachedAt/minLength",keyword:"minLength",params:{limit:1},
message:"must NOT have fewer than 1 characters"}],!1}else return W.errors=[{instancePath:s+"/cachedAt",schemaPath:"\
#/properties/cachedAt/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else
var t=!0;if(t){if(r.cachedBelow!==void 0){let i=r.cachedBelow;const n=e;if(e===n)if(typeof i=="string"){if(D(i)<
1)return W.errors=[{instancePath:s+"/cachedBelow",schemaPath:"#/properties/cachedBelow/minLength",keyword:"min\
Length",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return W.errors=[{instancePath:s+
"/cachedBelow",schemaPath:"#/properties/cachedBelow/type",keyword:"type",params:{type:"string"},message:"must \
be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.queryDigest!==void 0){let i=r.queryDigest;const n=e;if(e===
n)if(typeof i=="string"){if(!or.test(i))return W.errors=[{instancePath:s+"/queryDigest",schemaPath:"#/properti\
es/queryDigest/pattern",keyword:"pattern",params:{pattern:"^[0-9a-f]{16}$"},message:'must match pattern "^[0-9\
a-f]{16}$"'}],!1}else return W.errors=[{instancePath:s+"/queryDigest",schemaPath:"#/properties/queryDigest/typ\
e",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t)if(r.needsAuth!==
void 0){const i=e;if(r.needsAuth!==!0)return W.errors=[{instancePath:s+"/needsAuth",schemaPath:"#/properties/n\
eedsAuth/const",keyword:"const",params:{allowedValue:!0},message:"must be equal to constant"}],!1;var t=i===e}else
var t=!0}}}}}else return W.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;return W.errors=a,e===0}W.evaluated={props:{kind:!0,url:!0,cachedAt:!0,cachedBelow:!0,queryDigest:!0,
needsAuth:!0},dynamicProps:!1,dynamicItems:!1};const ze={type:"object",required:["kind","cloud","region","imag\
e"],properties:{kind:{const:"glance"},cloud:{type:["string","null"]},region:{type:["string","null"]},image:{type:"\
string",minLength:1}}};function ne(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){
let a=null,e=0;const p=ne.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.cloud===void 0&&(o="cloud")||
r.region===void 0&&(o="region")||r.image===void 0&&(o="image"))return ne.errors=[{instancePath:s,schemaPath:"#\
/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
kind!==void 0){const i=e;if(r.kind!=="glance")return ne.errors=[{instancePath:s+"/kind",schemaPath:"#/properti\
es/kind/const",keyword:"const",params:{allowedValue:"glance"},message:"must be equal to constant"}],!1;var t=i===
e}else var t=!0;if(t){if(r.cloud!==void 0){let i=r.cloud;const n=e;if(typeof i!="string"&&i!==null)return ne.errors=
[{instancePath:s+"/cloud",schemaPath:"#/properties/cloud/type",keyword:"type",params:{type:ze.properties.cloud.
type},message:"must be string,null"}],!1;var t=n===e}else var t=!0;if(t){if(r.region!==void 0){let i=r.region;
const n=e;if(typeof i!="string"&&i!==null)return ne.errors=[{instancePath:s+"/region",schemaPath:"#/properties\
/region/type",keyword:"type",params:{type:ze.properties.region.type},message:"must be string,null"}],!1;var t=n===
e}else var t=!0;if(t)if(r.image!==void 0){let i=r.image;const n=e;if(e===n)if(typeof i=="string"){if(D(i)<1)return ne.
errors=[{instancePath:s+"/image",schemaPath:"#/properties/image/minLength",keyword:"minLength",params:{limit:1},
message:"must NOT have fewer than 1 characters"}],!1}else return ne.errors=[{instancePath:s+"/image",schemaPath:"\
#/properties/image/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0}}}else
return ne.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"}],!1;return ne.errors=a,e===0}ne.evaluated={props:{kind:!0,cloud:!0,region:!0,image:!0},dynamicProps:!1,
dynamicItems:!1};const Pr={type:"object",required:["kind","places"],properties:{kind:{const:"alternatives"},places:{
type:"array",minItems:1,items:{type:"object",required:["kind"],discriminator:{propertyName:"kind"},oneOf:[{$ref:"\
#/$defs/fileSource"},{$ref:"#/$defs/httpSource"}]}}}};function Q(r,{instancePath:s="",parentData:$,parentDataProperty:j,
rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=Q.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let n;if(r.kind===void 0&&(n=
"kind")||r.places===void 0&&(n="places"))return Q.errors=[{instancePath:s,schemaPath:"#/required",keyword:"req\
uired",params:{missingProperty:n},message:"must have required property '"+n+"'"}],!1;if(r.kind!==void 0){const m=e;
if(r.kind!=="alternatives")return Q.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"\
const",params:{allowedValue:"alternatives"},message:"must be equal to constant"}],!1;var t=m===e}else var t=!0;
if(t)if(r.places!==void 0){let m=r.places;const k=e;if(e===k)if(Array.isArray(m)){if(m.length<1)return Q.errors=
[{instancePath:s+"/places",schemaPath:"#/properties/places/minItems",keyword:"minItems",params:{limit:1},message:"\
must NOT have fewer than 1 items"}],!1;{var o=!0;const g=m.length;for(let y=0;y<g;y++){let l=m[y];const w=e;if(e===
w)if(l&&typeof l=="object"&&!Array.isArray(l)){let c;if(l.kind===void 0&&(c="kind"))return Q.errors=[{instancePath:s+
"/places/"+y,schemaPath:"#/properties/places/items/required",keyword:"required",params:{missingProperty:c},message:"\
must have required property '"+c+"'"}],!1;{const v=l.kind;if(typeof v=="string")if(v==="file"){ee(l,{instancePath:s+
"/places/"+y,parentData:m,parentDataProperty:y,rootData:d,dynamicAnchors:f})||(a=a===null?ee.errors:a.concat(ee.
errors),e=a.length);var i={};i.kind=!0,i.path=!0}else if(v==="http")W(l,{instancePath:s+"/places/"+y,parentData:m,
parentDataProperty:y,rootData:d,dynamicAnchors:f})||(a=a===null?W.errors:a.concat(W.errors),e=a.length),i!==!0&&
(i=i||{},i.kind=!0,i.url=!0,i.cachedAt=!0,i.cachedBelow=!0,i.queryDigest=!0,i.needsAuth=!0);else return Q.errors=
[{instancePath:s+"/places/"+y,schemaPath:"#/properties/places/items/discriminator",keyword:"discriminator",params:{
error:"mapping",tag:"kind",tagValue:v},message:'value of tag "kind" must be in oneOf'}],!1;else return Q.errors=
[{instancePath:s+"/places/"+y,schemaPath:"#/properties/places/items/discriminator",keyword:"discriminator",params:{
error:"tag",tag:"kind",tagValue:v},message:'tag "kind" must be string'}],!1}}else return Q.errors=[{instancePath:s+
"/places/"+y,schemaPath:"#/properties/places/items/type",keyword:"type",params:{type:"object"},message:"must b\
e object"}],!1;var o=w===e;if(!o)break}}}else return Q.errors=[{instancePath:s+"/places",schemaPath:"#/propert\
ies/places/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=k===e}else var t=!0}else
return Q.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return Q.errors=a,e===0}Q.evaluated={props:{kind:!0,places:!0},dynamicProps:!1,dynamicItems:!1};function oe(r,{
instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=oe.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind"))return oe.errors=[{instancePath:s,schemaPath:"#/requir\
ed",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;{const i=r.
kind;if(typeof i=="string")if(i==="file"){ee(r,{instancePath:s,parentData:$,parentDataProperty:j,rootData:d,dynamicAnchors:f})||
(a=a===null?ee.errors:a.concat(ee.errors),e=a.length);var t={};t.kind=!0,t.path=!0}else if(i==="http")W(r,{instancePath:s,
parentData:$,parentDataProperty:j,rootData:d,dynamicAnchors:f})||(a=a===null?W.errors:a.concat(W.errors),e=a.length),
t!==!0&&(t=t||{},t.kind=!0,t.url=!0,t.cachedAt=!0,t.cachedBelow=!0,t.queryDigest=!0,t.needsAuth=!0);else if(i===
"glance")ne(r,{instancePath:s,parentData:$,parentDataProperty:j,rootData:d,dynamicAnchors:f})||(a=a===null?ne.
errors:a.concat(ne.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.cloud=!0,t.region=!0,t.image=!0);else if(i===
"alternatives")Q(r,{instancePath:s,parentData:$,parentDataProperty:j,rootData:d,dynamicAnchors:f})||(a=a===null?
Q.errors:a.concat(Q.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.places=!0);else return oe.errors=[{instancePath:s,
schemaPath:"#/discriminator",keyword:"discriminator",params:{error:"mapping",tag:"kind",tagValue:i},message:'v\
alue of tag "kind" must be in oneOf'}],!1;else return oe.errors=[{instancePath:s,schemaPath:"#/discriminator",
keyword:"discriminator",params:{error:"tag",tag:"kind",tagValue:i},message:'tag "kind" must be string'}],!1}}else
return oe.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"}],!1;return oe.errors=a,p.props=t,e===0}oe.evaluated={dynamicProps:!0,dynamicItems:!1};const Te={validate:he};
function M(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,
e=0;const p=M.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let n;if(r.kind===void 0&&(n="kind")||r.id===void 0&&(n="id")||r.digests===void 0&&
(n="digests")||r.read===void 0&&(n="read")||r.bytes===void 0&&(n="bytes")||r.same===void 0&&(n="same")||r.refused===
void 0&&(n="refused"))return M.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:n},
message:"must have required property '"+n+"'"}],!1;if(r.kind!==void 0){const m=e;if(r.kind!=="compare")return M.
errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"com\
pare"},message:"must be equal to constant"}],!1;var t=m===e}else var t=!0;if(t){if(r.id!==void 0){let m=r.id;const k=e;
if(e===k)if(typeof m=="string"){if(D(m)>255)return M.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id\
/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(
m)<1)return M.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return M.errors=[{instancePath:s+"/id",schemaPath:"\
#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=k===e}else var t=!0;
if(t){if(r.digests!==void 0){const m=e;T(r.digests,{instancePath:s+"/digests",parentData:r,parentDataProperty:"\
digests",rootData:d,dynamicAnchors:f})||(a=a===null?T.errors:a.concat(T.errors),e=a.length);var t=m===e}else var t=!0;
if(t){if(r.read!==void 0){let m=r.read;const k=e,h=e;let g=!1,y=null;const l=e;if(m!=="image"){const c={instancePath:s+
"/read",schemaPath:"#/properties/read/oneOf/0/const",keyword:"const",params:{allowedValue:"image"},message:"mu\
st be equal to constant"};a===null?a=[c]:a.push(c),e++}var o=l===e;o&&(g=!0,y=0);const w=e;oe(m,{instancePath:s+
"/read",parentData:r,parentDataProperty:"read",rootData:d,dynamicAnchors:f})||(a=a===null?oe.errors:a.concat(oe.
errors),e=a.length);var o=w===e;if(o&&g?(g=!1,y=[y,1]):o&&(g=!0,y=1),g)e=h,a!==null&&(h?a.length=h:a=null);else{
const c={instancePath:s+"/read",schemaPath:"#/properties/read/oneOf",keyword:"oneOf",params:{passingSchemas:y},
message:"must match exactly one schema in oneOf"};return a===null?a=[c]:a.push(c),e++,M.errors=a,!1}var t=k===
e}else var t=!0;if(t){if(r.bytes!==void 0){let m=r.bytes;const k=e;if(!(typeof m=="number"&&!(m%1)&&!isNaN(m)&&
isFinite(m))&&m!==null)return M.errors=[{instancePath:s+"/bytes",schemaPath:"#/properties/bytes/type",keyword:"\
type",params:{type:We.properties.bytes.type},message:"must be integer,null"}],!1;if(e===k&&typeof m=="number"&&
isFinite(m)&&(m<0||isNaN(m)))return M.errors=[{instancePath:s+"/bytes",schemaPath:"#/properties/bytes/minimum",
keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=k===e}else var t=!0;if(t){
if(r.same!==void 0){let m=r.same;const k=e;if(e===k)if(Array.isArray(m)){var i=!0;const g=m.length;for(let y=0;y<
g;y++){const l=e;Te.validate(m[y],{instancePath:s+"/same/"+y,parentData:m,parentDataProperty:y,rootData:d,dynamicAnchors:f})||
(a=a===null?Te.validate.errors:a.concat(Te.validate.errors),e=a.length);var i=l===e;if(!i)break}}else return M.
errors=[{instancePath:s+"/same",schemaPath:"#/properties/same/type",keyword:"type",params:{type:"array"},message:"\
must be array"}],!1;var t=k===e}else var t=!0;if(t)if(r.refused!==void 0){let m=r.refused;const k=e;if(typeof m!=
"string"&&m!==null)return M.errors=[{instancePath:s+"/refused",schemaPath:"#/properties/refused/type",keyword:"\
type",params:{type:We.properties.refused.type},message:"must be string,null"}],!1;var t=k===e}else var t=!0}}}}}}else
return M.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return M.errors=a,e===0}M.evaluated={props:{kind:!0,id:!0,digests:!0,read:!0,bytes:!0,same:!0,refused:!0},
dynamicProps:!1,dynamicItems:!1};const $r={type:"object",required:["kind","attributes"],properties:{kind:{const:"\
stage"},attributes:{$ref:"#/$defs/attributes"},references:{$ref:"#/$defs/references"}}},pr={type:"object",required:[],
properties:{id:{type:"string",minLength:1,maxLength:255},name:{type:"string",maxLength:255},visibility:{enum:[
"public","community","shared","private"]},hidden:{type:"boolean"},protected:{type:"boolean"},owner:{type:"stri\
ng"},diskFormat:{type:"string"},containerFormat:{type:"string"},minDisk:{type:"integer",minimum:0},minRam:{type:"\
integer",minimum:0},description:{type:"string"},tags:{type:"array",items:{type:"string"}},properties:{type:"ob\
ject",additionalProperties:{type:"string"}}}};function S(r,{instancePath:s="",parentData:$,parentDataProperty:j,
rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=S.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.id!==void 0){let n=r.id;
const m=e;if(e===m)if(typeof n=="string"){if(D(n)>255)return S.errors=[{instancePath:s+"/id",schemaPath:"#/pro\
perties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],
!1;if(D(n)<1)return S.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",
params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return S.errors=[{instancePath:s+"/\
id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=m===
e}else var t=!0;if(t){if(r.name!==void 0){let n=r.name;const m=e;if(e===m)if(typeof n=="string"){if(D(n)>255)return S.
errors=[{instancePath:s+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit:255},
message:"must NOT have more than 255 characters"}],!1}else return S.errors=[{instancePath:s+"/name",schemaPath:"\
#/properties/name/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=m===e}else var t=!0;
if(t){if(r.visibility!==void 0){let n=r.visibility;const m=e;if(!(n==="public"||n==="community"||n==="shared"||
n==="private"))return S.errors=[{instancePath:s+"/visibility",schemaPath:"#/properties/visibility/enum",keyword:"\
enum",params:{allowedValues:pr.properties.visibility.enum},message:"must be equal to one of the allowed values"}],
!1;var t=m===e}else var t=!0;if(t){if(r.hidden!==void 0){const n=e;if(typeof r.hidden!="boolean")return S.errors=
[{instancePath:s+"/hidden",schemaPath:"#/properties/hidden/type",keyword:"type",params:{type:"boolean"},message:"\
must be boolean"}],!1;var t=n===e}else var t=!0;if(t){if(r.protected!==void 0){const n=e;if(typeof r.protected!=
"boolean")return S.errors=[{instancePath:s+"/protected",schemaPath:"#/properties/protected/type",keyword:"type",
params:{type:"boolean"},message:"must be boolean"}],!1;var t=n===e}else var t=!0;if(t){if(r.owner!==void 0){const n=e;
if(typeof r.owner!="string")return S.errors=[{instancePath:s+"/owner",schemaPath:"#/properties/owner/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.diskFormat!==void 0){
const n=e;if(typeof r.diskFormat!="string")return S.errors=[{instancePath:s+"/diskFormat",schemaPath:"#/proper\
ties/diskFormat/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;
if(t){if(r.containerFormat!==void 0){const n=e;if(typeof r.containerFormat!="string")return S.errors=[{instancePath:s+
"/containerFormat",schemaPath:"#/properties/containerFormat/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.minDisk!==void 0){let n=r.minDisk;const m=e;if(!(typeof n==
"number"&&!(n%1)&&!isNaN(n)&&isFinite(n)))return S.errors=[{instancePath:s+"/minDisk",schemaPath:"#/properties\
/minDisk/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===m&&typeof n=="numb\
er"&&isFinite(n)&&(n<0||isNaN(n)))return S.errors=[{instancePath:s+"/minDisk",schemaPath:"#/properties/minDisk\
/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=m===e}else var t=!0;
if(t){if(r.minRam!==void 0){let n=r.minRam;const m=e;if(!(typeof n=="number"&&!(n%1)&&!isNaN(n)&&isFinite(n)))
return S.errors=[{instancePath:s+"/minRam",schemaPath:"#/properties/minRam/type",keyword:"type",params:{type:"\
integer"},message:"must be integer"}],!1;if(e===m&&typeof n=="number"&&isFinite(n)&&(n<0||isNaN(n)))return S.errors=
[{instancePath:s+"/minRam",schemaPath:"#/properties/minRam/minimum",keyword:"minimum",params:{comparison:">=",
limit:0},message:"must be >= 0"}],!1;var t=m===e}else var t=!0;if(t){if(r.description!==void 0){const n=e;if(typeof r.
description!="string")return S.errors=[{instancePath:s+"/description",schemaPath:"#/properties/description/typ\
e",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.tags!==
void 0){let n=r.tags;const m=e;if(e===m)if(Array.isArray(n)){var o=!0;const h=n.length;for(let g=0;g<h;g++){const y=e;
if(typeof n[g]!="string")return S.errors=[{instancePath:s+"/tags/"+g,schemaPath:"#/properties/tags/items/type",
keyword:"type",params:{type:"string"},message:"must be string"}],!1;var o=y===e;if(!o)break}}else return S.errors=
[{instancePath:s+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type:"array"},message:"mus\
t be array"}],!1;var t=m===e}else var t=!0;if(t)if(r.properties!==void 0){let n=r.properties;const m=e;if(e===
m)if(n&&typeof n=="object"&&!Array.isArray(n))for(const h in n){const g=e;if(typeof n[h]!="string")return S.errors=
[{instancePath:s+"/properties/"+h.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/properties/a\
dditionalProperties/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var i=g===e;if(!i)
break}else return S.errors=[{instancePath:s+"/properties",schemaPath:"#/properties/properties/type",keyword:"t\
ype",params:{type:"object"},message:"must be object"}],!1;var t=m===e}else var t=!0}}}}}}}}}}}}else return S.errors=
[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return S.
errors=a,e===0}S.evaluated={props:{id:!0,name:!0,visibility:!0,hidden:!0,protected:!0,owner:!0,diskFormat:!0,containerFormat:!0,
minDisk:!0,minRam:!0,description:!0,tags:!0,properties:!0},dynamicProps:!1,dynamicItems:!1};const jr={type:"ob\
ject",additionalProperties:{type:"string",minLength:1}};function U(r,{instancePath:s="",parentData:$,parentDataProperty:j,
rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=U.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r))for(const o in r){let i=r[o];
const n=e;if(e===n)if(typeof i=="string"){if(D(i)<1)return U.errors=[{instancePath:s+"/"+o.replace(/~/g,"~0").
replace(/\//g,"~1"),schemaPath:"#/additionalProperties/minLength",keyword:"minLength",params:{limit:1},message:"\
must NOT have fewer than 1 characters"}],!1}else return U.errors=[{instancePath:s+"/"+o.replace(/~/g,"~0").replace(
/\//g,"~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type:"string"},message:"must be st\
ring"}],!1;var t=n===e;if(!t)break}else return U.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{
type:"object"},message:"must be object"}],!1;return U.errors=a,e===0}U.evaluated={props:!0,dynamicProps:!1,dynamicItems:!1};
function ke(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,
e=0;const p=ke.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.attributes===void 0&&(o="attributes"))return ke.
errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must ha\
ve required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="stage")return ke.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"stage"},message:"must be eq\
ual to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.attributes!==void 0){const i=e;S(r.attributes,{instancePath:s+
"/attributes",parentData:r,parentDataProperty:"attributes",rootData:d,dynamicAnchors:f})||(a=a===null?S.errors:
a.concat(S.errors),e=a.length);var t=i===e}else var t=!0;if(t)if(r.references!==void 0){const i=e;U(r.references,
{instancePath:s+"/references",parentData:r,parentDataProperty:"references",rootData:d,dynamicAnchors:f})||(a=a===
null?U.errors:a.concat(U.errors),e=a.length);var t=i===e}else var t=!0}}else return ke.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return ke.errors=a,e===
0}ke.evaluated={props:{kind:!0,attributes:!0,references:!0},dynamicProps:!1,dynamicItems:!1};const qr={type:"o\
bject",required:["kind","id"],properties:{kind:{const:"resume"},id:{type:"string",minLength:1,maxLength:255},freedBy:{
$ref:"#/$defs/freedBy"}}},_r={type:"string",minLength:1};function ce(r,{instancePath:s="",parentData:$,parentDataProperty:j,
rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=ce.evaluated;if(p.dynamicProps&&(p.props=void 0),
p.dynamicItems&&(p.items=void 0),e===0)if(typeof r=="string"){if(D(r)<1)return ce.errors=[{instancePath:s,schemaPath:"\
#/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return ce.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
return ce.errors=a,e===0}ce.evaluated={dynamicProps:!1,dynamicItems:!1};function ue(r,{instancePath:s="",parentData:$,
parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=ue.evaluated;if(p.dynamicProps&&
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
"/freedBy",parentData:r,parentDataProperty:"freedBy",rootData:d,dynamicAnchors:f})||(a=a===null?ce.errors:a.concat(
ce.errors),e=a.length);var t=i===e}else var t=!0}}else return ue.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return ue.errors=a,e===0}ue.evaluated={props:{kind:!0,
id:!0,freedBy:!0},dynamicProps:!1,dynamicItems:!1};const Se={type:"object",required:["kind","source","expect",
"method","stores","detectFormat","inspect"],properties:{kind:{const:"upload"},source:{$ref:"#/$defs/source"},expect:{
type:"object",required:["digests","size","validators"],properties:{digests:{$ref:"#/$defs/digests"},size:{type:[
"integer","null"],minimum:0},validators:{oneOf:[{type:"null"},{$ref:"#/$defs/validators"}]},learnt:{const:!0}}},
method:{enum:["upload","stage","web-download"]},stores:{type:"array",items:{type:"string",minLength:1}},prepare:{
$ref:"#/$defs/preparation"},detectPacking:{type:"boolean"},detectFormat:{type:"boolean"},checks:{type:"array",
minItems:1,items:{$ref:"#/$defs/localCheck"}},inspect:{type:"object",required:["diskFormat","containerFormat",
"minDiskGiB","allow"],properties:{diskFormat:{type:["string","null"]},containerFormat:{type:"string"},minDiskGiB:{
type:"integer",minimum:0},allow:{type:"array",items:{type:"string"}}}}}},Ar={type:"object",required:[],properties:{
etag:{type:"string"},lastModified:{type:"string"},length:{type:"integer",minimum:0}}};function ge(r,{instancePath:s="",
parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=ge.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){if(r.etag!==void 0){const o=e;if(typeof r.etag!="string")return ge.errors=[{instancePath:s+"/etag",schemaPath:"\
#/properties/etag/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=o===e}else var t=!0;
if(t){if(r.lastModified!==void 0){const o=e;if(typeof r.lastModified!="string")return ge.errors=[{instancePath:s+
"/lastModified",schemaPath:"#/properties/lastModified/type",keyword:"type",params:{type:"string"},message:"mus\
t be string"}],!1;var t=o===e}else var t=!0;if(t)if(r.length!==void 0){let o=r.length;const i=e;if(!(typeof o==
"number"&&!(o%1)&&!isNaN(o)&&isFinite(o)))return ge.errors=[{instancePath:s+"/length",schemaPath:"#/properties\
/length/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===i&&typeof o=="numbe\
r"&&isFinite(o)&&(o<0||isNaN(o)))return ge.errors=[{instancePath:s+"/length",schemaPath:"#/properties/length/m\
inimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=i===e}else var t=!0}}else
return ge.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"}],!1;return ge.errors=a,e===0}ge.evaluated={props:{etag:!0,lastModified:!0,length:!0},dynamicProps:!1,dynamicItems:!1};
const Dr={type:"object",required:["command","directory","timeout"],properties:{command:{$ref:"#/$defs/checkSte\
p/properties/command"},directory:{$ref:"#/$defs/checkStep/properties/directory"},timeout:{$ref:"#/$defs/checkS\
tep/properties/timeout"}}},Lr={type:"array",minItems:1,items:{type:"string",pattern:"^[^\\u0000]*$"}},Ce=new RegExp(
"^[^\\u0000]*$","u");function be(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){
let a=null,e=0;const p=be.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(Array.isArray(r)){if(r.length<1)return be.errors=[{instancePath:s,schemaPath:"#/minItems",keyword:"minItems",
params:{limit:1},message:"must NOT have fewer than 1 items"}],!1;{var t=!0;const o=r.length;for(let i=0;i<o;i++){
let n=r[i];const m=e;if(e===m)if(typeof n=="string"){if(!Ce.test(n))return be.errors=[{instancePath:s+"/"+i,schemaPath:"\
#/items/pattern",keyword:"pattern",params:{pattern:"^[^\\u0000]*$"},message:'must match pattern "^[^\\u0000]*$"'}],
!1}else return be.errors=[{instancePath:s+"/"+i,schemaPath:"#/items/type",keyword:"type",params:{type:"string"},
message:"must be string"}],!1;var t=m===e;if(!t)break}}}else return be.errors=[{instancePath:s,schemaPath:"#/t\
ype",keyword:"type",params:{type:"array"},message:"must be array"}],!1;return be.errors=a,e===0}be.evaluated={
items:!0,dynamicProps:!1,dynamicItems:!1};const mr={type:["string","null"],pattern:"^[^\\u0000]+$"},Me=new RegExp(
"^[^\\u0000]+$","u");function _e(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){
let a=null,e=0;const p=_e.evaluated;return p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),typeof r!=
"string"&&r!==null?(_e.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:mr.type},message:"\
must be string,null"}],!1):e===0&&typeof r=="string"&&!Me.test(r)?(_e.errors=[{instancePath:s,schemaPath:"#/pa\
ttern",keyword:"pattern",params:{pattern:"^[^\\u0000]+$"},message:'must match pattern "^[^\\u0000]+$"'}],!1):(_e.
errors=a,e===0)}_e.evaluated={dynamicProps:!1,dynamicItems:!1};const Nr={type:"number",exclusiveMinimum:0};function Ae(r,{
instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=Ae.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(typeof r=="number"&&isFinite(
r)){if(r<=0||isNaN(r))return Ae.errors=[{instancePath:s,schemaPath:"#/exclusiveMinimum",keyword:"exclusiveMini\
mum",params:{comparison:">",limit:0},message:"must be > 0"}],!1}else return Ae.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"number"},message:"must be number"}],!1;return Ae.errors=a,e===0}Ae.evaluated=
{dynamicProps:!1,dynamicItems:!1};function De(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,
dynamicAnchors:f={}}={}){let a=null,e=0;const p=De.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&
(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.command===void 0&&(o="command")||
r.directory===void 0&&(o="directory")||r.timeout===void 0&&(o="timeout"))return De.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
command!==void 0){const i=e;be(r.command,{instancePath:s+"/command",parentData:r,parentDataProperty:"command",
rootData:d,dynamicAnchors:f})||(a=a===null?be.errors:a.concat(be.errors),e=a.length);var t=i===e}else var t=!0;
if(t){if(r.directory!==void 0){const i=e;_e(r.directory,{instancePath:s+"/directory",parentData:r,parentDataProperty:"\
directory",rootData:d,dynamicAnchors:f})||(a=a===null?_e.errors:a.concat(_e.errors),e=a.length);var t=i===e}else
var t=!0;if(t)if(r.timeout!==void 0){const i=e;Ae(r.timeout,{instancePath:s+"/timeout",parentData:r,parentDataProperty:"\
timeout",rootData:d,dynamicAnchors:f})||(a=a===null?Ae.errors:a.concat(Ae.errors),e=a.length);var t=i===e}else
var t=!0}}else return De.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;return De.errors=a,e===0}De.evaluated={props:{command:!0,directory:!0,timeout:!0},dynamicProps:!1,
dynamicItems:!1};function B(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){
let a=null,e=0;const p=B.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let y;if(r.kind===void 0&&(y="kind")||r.source===void 0&&(y="sour\
ce")||r.expect===void 0&&(y="expect")||r.method===void 0&&(y="method")||r.stores===void 0&&(y="stores")||r.detectFormat===
void 0&&(y="detectFormat")||r.inspect===void 0&&(y="inspect"))return B.errors=[{instancePath:s,schemaPath:"#/r\
equired",keyword:"required",params:{missingProperty:y},message:"must have required property '"+y+"'"}],!1;if(r.
kind!==void 0){const l=e;if(r.kind!=="upload")return B.errors=[{instancePath:s+"/kind",schemaPath:"#/propertie\
s/kind/const",keyword:"const",params:{allowedValue:"upload"},message:"must be equal to constant"}],!1;var t=l===
e}else var t=!0;if(t){if(r.source!==void 0){const l=e;oe(r.source,{instancePath:s+"/source",parentData:r,parentDataProperty:"\
source",rootData:d,dynamicAnchors:f})||(a=a===null?oe.errors:a.concat(oe.errors),e=a.length);var t=l===e}else var t=!0;
if(t){if(r.expect!==void 0){let l=r.expect;const w=e;if(e===w)if(l&&typeof l=="object"&&!Array.isArray(l)){let c;
if(l.digests===void 0&&(c="digests")||l.size===void 0&&(c="size")||l.validators===void 0&&(c="validators"))return B.
errors=[{instancePath:s+"/expect",schemaPath:"#/properties/expect/required",keyword:"required",params:{missingProperty:c},
message:"must have required property '"+c+"'"}],!1;if(l.digests!==void 0){const v=e;T(l.digests,{instancePath:s+
"/expect/digests",parentData:l,parentDataProperty:"digests",rootData:d,dynamicAnchors:f})||(a=a===null?T.errors:
a.concat(T.errors),e=a.length);var o=v===e}else var o=!0;if(o){if(l.size!==void 0){let v=l.size;const F=e;if(!(typeof v==
"number"&&!(v%1)&&!isNaN(v)&&isFinite(v))&&v!==null)return B.errors=[{instancePath:s+"/expect/size",schemaPath:"\
#/properties/expect/properties/size/type",keyword:"type",params:{type:Se.properties.expect.properties.size.type},
message:"must be integer,null"}],!1;if(e===F&&typeof v=="number"&&isFinite(v)&&(v<0||isNaN(v)))return B.errors=
[{instancePath:s+"/expect/size",schemaPath:"#/properties/expect/properties/size/minimum",keyword:"minimum",params:{
comparison:">=",limit:0},message:"must be >= 0"}],!1;var o=F===e}else var o=!0;if(o){if(l.validators!==void 0){
let v=l.validators;const F=e,q=e;let u=!1,P=null;const O=e;if(v!==null){const x={instancePath:s+"/expect/valid\
ators",schemaPath:"#/properties/expect/properties/validators/oneOf/0/type",keyword:"type",params:{type:"null"},
message:"must be null"};a===null?a=[x]:a.push(x),e++}var i=O===e;i&&(u=!0,P=0);const _=e;ge(v,{instancePath:s+
"/expect/validators",parentData:l,parentDataProperty:"validators",rootData:d,dynamicAnchors:f})||(a=a===null?ge.
errors:a.concat(ge.errors),e=a.length);var i=_===e;if(i&&u)u=!1,P=[P,1];else if(i){u=!0,P=1;var n={};n.etag=!0,
n.lastModified=!0,n.length=!0}if(u)e=q,a!==null&&(q?a.length=q:a=null);else{const x={instancePath:s+"/expect/v\
alidators",schemaPath:"#/properties/expect/properties/validators/oneOf",keyword:"oneOf",params:{passingSchemas:P},
message:"must match exactly one schema in oneOf"};return a===null?a=[x]:a.push(x),e++,B.errors=a,!1}var o=F===
e}else var o=!0;if(o)if(l.learnt!==void 0){const v=e;if(l.learnt!==!0)return B.errors=[{instancePath:s+"/expec\
t/learnt",schemaPath:"#/properties/expect/properties/learnt/const",keyword:"const",params:{allowedValue:!0},message:"\
must be equal to constant"}],!1;var o=v===e}else var o=!0}}}else return B.errors=[{instancePath:s+"/expect",schemaPath:"\
#/properties/expect/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var t=w===e}else
var t=!0;if(t){if(r.method!==void 0){let l=r.method;const w=e;if(!(l==="upload"||l==="stage"||l==="web-downloa\
d"))return B.errors=[{instancePath:s+"/method",schemaPath:"#/properties/method/enum",keyword:"enum",params:{allowedValues:Se.
properties.method.enum},message:"must be equal to one of the allowed values"}],!1;var t=w===e}else var t=!0;if(t){
if(r.stores!==void 0){let l=r.stores;const w=e;if(e===w)if(Array.isArray(l)){var m=!0;const c=l.length;for(let v=0;v<
c;v++){let F=l[v];const q=e;if(e===q)if(typeof F=="string"){if(D(F)<1)return B.errors=[{instancePath:s+"/store\
s/"+v,schemaPath:"#/properties/stores/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT \
have fewer than 1 characters"}],!1}else return B.errors=[{instancePath:s+"/stores/"+v,schemaPath:"#/properties\
/stores/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var m=q===e;if(!m)break}}else
return B.errors=[{instancePath:s+"/stores",schemaPath:"#/properties/stores/type",keyword:"type",params:{type:"\
array"},message:"must be array"}],!1;var t=w===e}else var t=!0;if(t){if(r.prepare!==void 0){const l=e;R(r.prepare,
{instancePath:s+"/prepare",parentData:r,parentDataProperty:"prepare",rootData:d,dynamicAnchors:f})||(a=a===null?
R.errors:a.concat(R.errors),e=a.length);var t=l===e}else var t=!0;if(t){if(r.detectPacking!==void 0){const l=e;
if(typeof r.detectPacking!="boolean")return B.errors=[{instancePath:s+"/detectPacking",schemaPath:"#/propertie\
s/detectPacking/type",keyword:"type",params:{type:"boolean"},message:"must be boolean"}],!1;var t=l===e}else var t=!0;
if(t){if(r.detectFormat!==void 0){const l=e;if(typeof r.detectFormat!="boolean")return B.errors=[{instancePath:s+
"/detectFormat",schemaPath:"#/properties/detectFormat/type",keyword:"type",params:{type:"boolean"},message:"mu\
st be boolean"}],!1;var t=l===e}else var t=!0;if(t){if(r.checks!==void 0){let l=r.checks;const w=e;if(e===w)if(Array.
isArray(l)){if(l.length<1)return B.errors=[{instancePath:s+"/checks",schemaPath:"#/properties/checks/minItems",
keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items"}],!1;{var k=!0;const c=l.length;
for(let v=0;v<c;v++){const F=e;De(l[v],{instancePath:s+"/checks/"+v,parentData:l,parentDataProperty:v,rootData:d,
dynamicAnchors:f})||(a=a===null?De.errors:a.concat(De.errors),e=a.length);var k=F===e;if(!k)break}}}else return B.
errors=[{instancePath:s+"/checks",schemaPath:"#/properties/checks/type",keyword:"type",params:{type:"array"},message:"\
must be array"}],!1;var t=w===e}else var t=!0;if(t)if(r.inspect!==void 0){let l=r.inspect;const w=e;if(e===w)if(l&&
typeof l=="object"&&!Array.isArray(l)){let c;if(l.diskFormat===void 0&&(c="diskFormat")||l.containerFormat===void 0&&
(c="containerFormat")||l.minDiskGiB===void 0&&(c="minDiskGiB")||l.allow===void 0&&(c="allow"))return B.errors=
[{instancePath:s+"/inspect",schemaPath:"#/properties/inspect/required",keyword:"required",params:{missingProperty:c},
message:"must have required property '"+c+"'"}],!1;if(l.diskFormat!==void 0){let v=l.diskFormat;const F=e;if(typeof v!=
"string"&&v!==null)return B.errors=[{instancePath:s+"/inspect/diskFormat",schemaPath:"#/properties/inspect/pro\
perties/diskFormat/type",keyword:"type",params:{type:Se.properties.inspect.properties.diskFormat.type},message:"\
must be string,null"}],!1;var h=F===e}else var h=!0;if(h){if(l.containerFormat!==void 0){const v=e;if(typeof l.
containerFormat!="string")return B.errors=[{instancePath:s+"/inspect/containerFormat",schemaPath:"#/properties\
/inspect/properties/containerFormat/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var h=v===e}else var h=!0;if(h){if(l.minDiskGiB!==void 0){let v=l.minDiskGiB;const F=e;if(!(typeof v=="number"&&
!(v%1)&&!isNaN(v)&&isFinite(v)))return B.errors=[{instancePath:s+"/inspect/minDiskGiB",schemaPath:"#/propertie\
s/inspect/properties/minDiskGiB/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===
F&&typeof v=="number"&&isFinite(v)&&(v<0||isNaN(v)))return B.errors=[{instancePath:s+"/inspect/minDiskGiB",schemaPath:"\
#/properties/inspect/properties/minDiskGiB/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"\
must be >= 0"}],!1;var h=F===e}else var h=!0;if(h)if(l.allow!==void 0){let v=l.allow;const F=e;if(e===F)if(Array.
isArray(v)){var g=!0;const u=v.length;for(let P=0;P<u;P++){const O=e;if(typeof v[P]!="string")return B.errors=
[{instancePath:s+"/inspect/allow/"+P,schemaPath:"#/properties/inspect/properties/allow/items/type",keyword:"ty\
pe",params:{type:"string"},message:"must be string"}],!1;var g=O===e;if(!g)break}}else return B.errors=[{instancePath:s+
"/inspect/allow",schemaPath:"#/properties/inspect/properties/allow/type",keyword:"type",params:{type:"array"},
message:"must be array"}],!1;var h=F===e}else var h=!0}}}else return B.errors=[{instancePath:s+"/inspect",schemaPath:"\
#/properties/inspect/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var t=w===e}else
var t=!0}}}}}}}}}else return B.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},
message:"must be object"}],!1;return B.errors=a,e===0}B.evaluated={props:{kind:!0,source:!0,expect:!0,method:!0,
stores:!0,prepare:!0,detectPacking:!0,detectFormat:!0,checks:!0,inspect:!0},dynamicProps:!1,dynamicItems:!1};const Ir={
type:"object",required:["kind","image"],properties:{kind:{const:"record"},image:{$ref:"#/$defs/subject"}}},xr={
oneOf:[{const:"staged"},{type:"object",required:["id"],properties:{id:{type:"string",minLength:1,maxLength:255}}}]};
function Z(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,
e=0;const p=Z.evaluated;p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0);const t=e;let o=!1,i=null;
const n=e;if(r!=="staged"){const g={instancePath:s,schemaPath:"#/oneOf/0/const",keyword:"const",params:{allowedValue:"\
staged"},message:"must be equal to constant"};a===null?a=[g]:a.push(g),e++}var k=n===e;k&&(o=!0,i=0);const m=e;
if(e===m)if(r&&typeof r=="object"&&!Array.isArray(r)){let g;if(r.id===void 0&&(g="id")){const y={instancePath:s,
schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty:g},message:"must have required prop\
erty '"+g+"'"};a===null?a=[y]:a.push(y),e++}else if(r.id!==void 0){let y=r.id;if(e===e)if(typeof y=="string"){
if(D(y)>255){const w={instancePath:s+"/id",schemaPath:"#/oneOf/1/properties/id/maxLength",keyword:"maxLength",
params:{limit:255},message:"must NOT have more than 255 characters"};a===null?a=[w]:a.push(w),e++}else if(D(y)<
1){const w={instancePath:s+"/id",schemaPath:"#/oneOf/1/properties/id/minLength",keyword:"minLength",params:{limit:1},
message:"must NOT have fewer than 1 characters"};a===null?a=[w]:a.push(w),e++}}else{const w={instancePath:s+"/\
id",schemaPath:"#/oneOf/1/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"};
a===null?a=[w]:a.push(w),e++}}}else{const g={instancePath:s,schemaPath:"#/oneOf/1/type",keyword:"type",params:{
type:"object"},message:"must be object"};a===null?a=[g]:a.push(g),e++}var k=m===e;if(k&&o)o=!1,i=[i,1];else if(k){
o=!0,i=1;var h={};h.id=!0}if(o)e=t,a!==null&&(t?a.length=t:a=null);else{const g={instancePath:s,schemaPath:"#/\
oneOf",keyword:"oneOf",params:{passingSchemas:i},message:"must match exactly one schema in oneOf"};return a===
null?a=[g]:a.push(g),e++,Z.errors=a,!1}return Z.errors=a,p.props=h,e===0}Z.evaluated={dynamicProps:!0,dynamicItems:!1};
function we(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,
e=0;const p=we.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.image===void 0&&(o="image"))return we.errors=
[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must have requ\
ired property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="record")return we.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"record"},message:"must be e\
qual to constant"}],!1;var t=i===e}else var t=!0;if(t)if(r.image!==void 0){const i=e;Z(r.image,{instancePath:s+
"/image",parentData:r,parentDataProperty:"image",rootData:d,dynamicAnchors:f})||(a=a===null?Z.errors:a.concat(
Z.errors),e=a.length);var t=i===e}else var t=!0}else return we.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return we.errors=a,e===0}we.evaluated={props:{kind:!0,
image:!0},dynamicProps:!1,dynamicItems:!1};const Fr={type:"object",required:["kind","image","stores"],properties:{
kind:{const:"copy-to-stores"},image:{$ref:"#/$defs/subject"},stores:{type:"array",items:{type:"string",minLength:1}}}};
function le(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,
e=0;const p=le.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let i;if(r.kind===void 0&&(i="kind")||r.image===void 0&&(i="image")||r.stores===void 0&&
(i="stores"))return le.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:i},
message:"must have required property '"+i+"'"}],!1;if(r.kind!==void 0){const n=e;if(r.kind!=="copy-to-stores")
return le.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"\
copy-to-stores"},message:"must be equal to constant"}],!1;var t=n===e}else var t=!0;if(t){if(r.image!==void 0){
const n=e;Z(r.image,{instancePath:s+"/image",parentData:r,parentDataProperty:"image",rootData:d,dynamicAnchors:f})||
(a=a===null?Z.errors:a.concat(Z.errors),e=a.length);var t=n===e}else var t=!0;if(t)if(r.stores!==void 0){let n=r.
stores;const m=e;if(e===m)if(Array.isArray(n)){var o=!0;const h=n.length;for(let g=0;g<h;g++){let y=n[g];const l=e;
if(e===l)if(typeof y=="string"){if(D(y)<1)return le.errors=[{instancePath:s+"/stores/"+g,schemaPath:"#/propert\
ies/stores/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 character\
s"}],!1}else return le.errors=[{instancePath:s+"/stores/"+g,schemaPath:"#/properties/stores/items/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var o=l===e;if(!o)break}}else return le.errors=[{instancePath:s+
"/stores",schemaPath:"#/properties/stores/type",keyword:"type",params:{type:"array"},message:"must be array"}],
!1;var t=m===e}else var t=!0}}else return le.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{
type:"object"},message:"must be object"}],!1;return le.errors=a,e===0}le.evaluated={props:{kind:!0,image:!0,stores:!0},
dynamicProps:!1,dynamicItems:!1};const Ge={type:"object",required:["kind","command","directory","timeout","kee\
p","member"],properties:{kind:{const:"check"},command:{type:"array",minItems:1,items:{type:"string",pattern:"^\
[^\\u0000]*$"}},directory:{type:["string","null"],pattern:"^[^\\u0000]+$"},timeout:{type:"number",exclusiveMinimum:0},
keep:{type:"boolean"},member:{type:["string","null"],minLength:1,maxLength:255}}};function z(r,{instancePath:s="",
parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=z.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let i;if(r.kind===void 0&&(i="kind")||r.command===void 0&&(i="command")||r.directory===void 0&&(i="directo\
ry")||r.timeout===void 0&&(i="timeout")||r.keep===void 0&&(i="keep")||r.member===void 0&&(i="member"))return z.
errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:i},message:"must ha\
ve required property '"+i+"'"}],!1;if(r.kind!==void 0){const n=e;if(r.kind!=="check")return z.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"check"},message:"must be eq\
ual to constant"}],!1;var t=n===e}else var t=!0;if(t){if(r.command!==void 0){let n=r.command;const m=e;if(e===
m)if(Array.isArray(n)){if(n.length<1)return z.errors=[{instancePath:s+"/command",schemaPath:"#/properties/comm\
and/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items"}],!1;{var o=!0;const h=n.
length;for(let g=0;g<h;g++){let y=n[g];const l=e;if(e===l)if(typeof y=="string"){if(!Ce.test(y))return z.errors=
[{instancePath:s+"/command/"+g,schemaPath:"#/properties/command/items/pattern",keyword:"pattern",params:{pattern:"\
^[^\\u0000]*$"},message:'must match pattern "^[^\\u0000]*$"'}],!1}else return z.errors=[{instancePath:s+"/comm\
and/"+g,schemaPath:"#/properties/command/items/type",keyword:"type",params:{type:"string"},message:"must be st\
ring"}],!1;var o=l===e;if(!o)break}}}else return z.errors=[{instancePath:s+"/command",schemaPath:"#/properties\
/command/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=m===e}else var t=!0;if(t){
if(r.directory!==void 0){let n=r.directory;const m=e;if(typeof n!="string"&&n!==null)return z.errors=[{instancePath:s+
"/directory",schemaPath:"#/properties/directory/type",keyword:"type",params:{type:Ge.properties.directory.type},
message:"must be string,null"}],!1;if(e===m&&typeof n=="string"&&!Me.test(n))return z.errors=[{instancePath:s+
"/directory",schemaPath:"#/properties/directory/pattern",keyword:"pattern",params:{pattern:"^[^\\u0000]+$"},message:'\
must match pattern "^[^\\u0000]+$"'}],!1;var t=m===e}else var t=!0;if(t){if(r.timeout!==void 0){let n=r.timeout;
const m=e;if(e===m)if(typeof n=="number"&&isFinite(n)){if(n<=0||isNaN(n))return z.errors=[{instancePath:s+"/ti\
meout",schemaPath:"#/properties/timeout/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison:">",limit:0},
message:"must be > 0"}],!1}else return z.errors=[{instancePath:s+"/timeout",schemaPath:"#/properties/timeout/t\
ype",keyword:"type",params:{type:"number"},message:"must be number"}],!1;var t=m===e}else var t=!0;if(t){if(r.
keep!==void 0){const n=e;if(typeof r.keep!="boolean")return z.errors=[{instancePath:s+"/keep",schemaPath:"#/pr\
operties/keep/type",keyword:"type",params:{type:"boolean"},message:"must be boolean"}],!1;var t=n===e}else var t=!0;
if(t)if(r.member!==void 0){let n=r.member;const m=e;if(typeof n!="string"&&n!==null)return z.errors=[{instancePath:s+
"/member",schemaPath:"#/properties/member/type",keyword:"type",params:{type:Ge.properties.member.type},message:"\
must be string,null"}],!1;if(e===m&&typeof n=="string"){if(D(n)>255)return z.errors=[{instancePath:s+"/member",
schemaPath:"#/properties/member/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more \
than 255 characters"}],!1;if(D(n)<1)return z.errors=[{instancePath:s+"/member",schemaPath:"#/properties/member\
/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}var t=m===
e}else var t=!0}}}}}else return z.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"obj\
ect"},message:"must be object"}],!1;return z.errors=a,e===0}z.evaluated={props:{kind:!0,command:!0,directory:!0,
timeout:!0,keep:!0,member:!0},dynamicProps:!1,dynamicItems:!1};const He={type:"object",required:["kind","membe\
rs","carryFrom"],properties:{kind:{const:"share"},members:{type:["array","null"],items:{type:"string",minLength:1,
maxLength:255}},carryFrom:{type:["string","null"],minLength:1,maxLength:255}}};function K(r,{instancePath:s="",
parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=K.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let i;if(r.kind===void 0&&(i="kind")||r.members===void 0&&(i="members")||r.carryFrom===void 0&&(i="carryFr\
om"))return K.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:i},message:"\
must have required property '"+i+"'"}],!1;if(r.kind!==void 0){const n=e;if(r.kind!=="share")return K.errors=[{
instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"share"},message:"\
must be equal to constant"}],!1;var t=n===e}else var t=!0;if(t){if(r.members!==void 0){let n=r.members;const m=e;
if(!Array.isArray(n)&&n!==null)return K.errors=[{instancePath:s+"/members",schemaPath:"#/properties/members/ty\
pe",keyword:"type",params:{type:He.properties.members.type},message:"must be array,null"}],!1;if(e===m&&Array.
isArray(n)){var o=!0;const h=n.length;for(let g=0;g<h;g++){let y=n[g];const l=e;if(e===l)if(typeof y=="string"){
if(D(y)>255)return K.errors=[{instancePath:s+"/members/"+g,schemaPath:"#/properties/members/items/maxLength",keyword:"\
maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(y)<1)return K.errors=
[{instancePath:s+"/members/"+g,schemaPath:"#/properties/members/items/minLength",keyword:"minLength",params:{limit:1},
message:"must NOT have fewer than 1 characters"}],!1}else return K.errors=[{instancePath:s+"/members/"+g,schemaPath:"\
#/properties/members/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var o=l===
e;if(!o)break}}var t=m===e}else var t=!0;if(t)if(r.carryFrom!==void 0){let n=r.carryFrom;const m=e;if(typeof n!=
"string"&&n!==null)return K.errors=[{instancePath:s+"/carryFrom",schemaPath:"#/properties/carryFrom/type",keyword:"\
type",params:{type:He.properties.carryFrom.type},message:"must be string,null"}],!1;if(e===m&&typeof n=="strin\
g"){if(D(n)>255)return K.errors=[{instancePath:s+"/carryFrom",schemaPath:"#/properties/carryFrom/maxLength",keyword:"\
maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(n)<1)return K.errors=
[{instancePath:s+"/carryFrom",schemaPath:"#/properties/carryFrom/minLength",keyword:"minLength",params:{limit:1},
message:"must NOT have fewer than 1 characters"}],!1}var t=m===e}else var t=!0}}else return K.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return K.errors=a,e===
0}K.evaluated={props:{kind:!0,members:!0,carryFrom:!0},dynamicProps:!1,dynamicItems:!1};const Br={type:"object",
required:["kind","image"],properties:{kind:{const:"deactivate"},image:{$ref:"#/$defs/subject"}}};function Pe(r,{
instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=Pe.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.image===void 0&&(o="image"))return Pe.errors=[{instancePath:s,
schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+
o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="deactivate")return Pe.errors=[{instancePath:s+"/kind",schemaPath:"\
#/properties/kind/const",keyword:"const",params:{allowedValue:"deactivate"},message:"must be equal to constant"}],
!1;var t=i===e}else var t=!0;if(t)if(r.image!==void 0){const i=e;Z(r.image,{instancePath:s+"/image",parentData:r,
parentDataProperty:"image",rootData:d,dynamicAnchors:f})||(a=a===null?Z.errors:a.concat(Z.errors),e=a.length);
var t=i===e}else var t=!0}else return Pe.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;return Pe.errors=a,e===0}Pe.evaluated={props:{kind:!0,image:!0},dynamicProps:!1,
dynamicItems:!1};const Or={type:"object",required:["kind","image"],properties:{kind:{const:"reactivate"},image:{
$ref:"#/$defs/subject"}}};function $e(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){
let a=null,e=0;const p=$e.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.image===void 0&&(o="image"))
return $e.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"\
must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="reactivate")return $e.errors=
[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"reactivate"},
message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t)if(r.image!==void 0){const i=e;Z(r.image,
{instancePath:s+"/image",parentData:r,parentDataProperty:"image",rootData:d,dynamicAnchors:f})||(a=a===null?Z.
errors:a.concat(Z.errors),e=a.length);var t=i===e}else var t=!0}else return $e.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return $e.errors=a,e===0}$e.evaluated=
{props:{kind:!0,image:!0},dynamicProps:!1,dynamicItems:!1};const Tr={type:"object",required:["kind"],properties:{
kind:{const:"recheck"}}};function je(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){
let a=null,e=0;const p=je.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let t;if(r.kind===void 0&&(t="kind"))return je.errors=[{instancePath:s,
schemaPath:"#/required",keyword:"required",params:{missingProperty:t},message:"must have required property '"+
t+"'"}],!1;if(r.kind!==void 0&&r.kind!=="recheck")return je.errors=[{instancePath:s+"/kind",schemaPath:"#/prop\
erties/kind/const",keyword:"const",params:{allowedValue:"recheck"},message:"must be equal to constant"}],!1}else
return je.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"}],!1;return je.errors=a,e===0}je.evaluated={props:{kind:!0},dynamicProps:!1,dynamicItems:!1};const Sr={
type:"object",required:["kind","id","directory"],properties:{kind:{const:"download-backup"},id:{type:"string",
minLength:1,maxLength:255},directory:{type:"string",minLength:1}}};function re(r,{instancePath:s="",parentData:$,
parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=re.evaluated;if(p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.
kind===void 0&&(o="kind")||r.id===void 0&&(o="id")||r.directory===void 0&&(o="directory"))return re.errors=[{instancePath:s,
schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+
o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="download-backup")return re.errors=[{instancePath:s+"/kin\
d",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"download-backup"},message:"must \
be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.id!==void 0){let i=r.id;const n=e;if(e===n)if(typeof i==
"string"){if(D(i)>255)return re.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/maxLength",keyword:"\
maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(i)<1)return re.errors=
[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit:1},message:"mu\
st NOT have fewer than 1 characters"}],!1}else return re.errors=[{instancePath:s+"/id",schemaPath:"#/propertie\
s/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t)
if(r.directory!==void 0){let i=r.directory;const n=e;if(e===n)if(typeof i=="string"){if(D(i)<1)return re.errors=
[{instancePath:s+"/directory",schemaPath:"#/properties/directory/minLength",keyword:"minLength",params:{limit:1},
message:"must NOT have fewer than 1 characters"}],!1}else return re.errors=[{instancePath:s+"/directory",schemaPath:"\
#/properties/directory/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else
var t=!0}}else return re.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;return re.errors=a,e===0}re.evaluated={props:{kind:!0,id:!0,directory:!0},dynamicProps:!1,
dynamicItems:!1};const Er={type:"object",required:["kind","patch"],properties:{kind:{const:"publish"},patch:{$ref:"\
#/$defs/patch"},references:{$ref:"#/$defs/references"}}},Vr={type:"array",items:{$ref:"#/$defs/patchOperation"}},
Ze={type:"object",required:["op","path"],properties:{op:{enum:["add","replace","remove"]},path:{type:"string",
pattern:"^/[^/]+$"},value:{type:["string","number","boolean","array","null"],items:{type:"string"}}},if:{properties:{
op:{const:"remove"}}},else:{required:["value"]}},ur=new RegExp("^/[^/]+$","u");function X(r,{instancePath:s="",
parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=X.evaluated;p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0);const t=e;let o=!0;const i=e;if(r&&typeof r=="object"&&!Array.
isArray(r)&&r.op!==void 0&&r.op!=="remove"){const h={};a===null?a=[h]:a.push(h),e++}var n=i===e;if(e=t,a!==null&&
(t?a.length=t:a=null),!n){const h=e;if(r&&typeof r=="object"&&!Array.isArray(r)){let y;if(r.value===void 0&&(y=
"value"))return X.errors=[{instancePath:s,schemaPath:"#/else/required",keyword:"required",params:{missingProperty:y},
message:"must have required property '"+y+"'"}],!1}var n=h===e;o=n}if(!o){const h={instancePath:s,schemaPath:"\
#/if",keyword:"if",params:{failingKeyword:"else"},message:'must match "else" schema'};return a===null?a=[h]:a.
push(h),e++,X.errors=a,!1}if(e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let h;if(r.op===void 0&&(h="op")||
r.path===void 0&&(h="path"))return X.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{
missingProperty:h},message:"must have required property '"+h+"'"}],!1;if(r.op!==void 0){let g=r.op;const y=e;if(!(g===
"add"||g==="replace"||g==="remove"))return X.errors=[{instancePath:s+"/op",schemaPath:"#/properties/op/enum",keyword:"\
enum",params:{allowedValues:Ze.properties.op.enum},message:"must be equal to one of the allowed values"}],!1;var m=y===
e}else var m=!0;if(m){if(r.path!==void 0){let g=r.path;const y=e;if(e===y)if(typeof g=="string"){if(!ur.test(g))
return X.errors=[{instancePath:s+"/path",schemaPath:"#/properties/path/pattern",keyword:"pattern",params:{pattern:"\
^/[^/]+$"},message:'must match pattern "^/[^/]+$"'}],!1}else return X.errors=[{instancePath:s+"/path",schemaPath:"\
#/properties/path/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var m=y===e}else var m=!0;
if(m)if(r.value!==void 0){let g=r.value;const y=e;if(typeof g!="string"&&!(typeof g=="number"&&isFinite(g))&&typeof g!=
"boolean"&&!Array.isArray(g)&&g!==null)return X.errors=[{instancePath:s+"/value",schemaPath:"#/properties/valu\
e/type",keyword:"type",params:{type:Ze.properties.value.type},message:"must be string,number,boolean,array,nul\
l"}],!1;if(e===y&&Array.isArray(g)){var k=!0;const w=g.length;for(let I=0;I<w;I++){const c=e;if(typeof g[I]!="\
string")return X.errors=[{instancePath:s+"/value/"+I,schemaPath:"#/properties/value/items/type",keyword:"type",
params:{type:"string"},message:"must be string"}],!1;var k=c===e;if(!k)break}}var m=y===e}else var m=!0}}else return X.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;
return X.errors=a,e===0}X.evaluated={props:{op:!0,path:!0,value:!0},dynamicProps:!1,dynamicItems:!1};function pe(r,{
instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=pe.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(Array.isArray(r)){var t=!0;
const o=r.length;for(let i=0;i<o;i++){const n=e;X(r[i],{instancePath:s+"/"+i,parentData:r,parentDataProperty:i,
rootData:d,dynamicAnchors:f})||(a=a===null?X.errors:a.concat(X.errors),e=a.length);var t=n===e;if(!t)break}}else
return pe.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"array"},message:"must be ar\
ray"}],!1;return pe.errors=a,e===0}pe.evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};function qe(r,{instancePath:s="",
parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=qe.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let o;if(r.kind===void 0&&(o="kind")||r.patch===void 0&&(o="patch"))return qe.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
kind!==void 0){const i=e;if(r.kind!=="publish")return qe.errors=[{instancePath:s+"/kind",schemaPath:"#/propert\
ies/kind/const",keyword:"const",params:{allowedValue:"publish"},message:"must be equal to constant"}],!1;var t=i===
e}else var t=!0;if(t){if(r.patch!==void 0){const i=e;pe(r.patch,{instancePath:s+"/patch",parentData:r,parentDataProperty:"\
patch",rootData:d,dynamicAnchors:f})||(a=a===null?pe.errors:a.concat(pe.errors),e=a.length);var t=i===e}else var t=!0;
if(t)if(r.references!==void 0){const i=e;U(r.references,{instancePath:s+"/references",parentData:r,parentDataProperty:"\
references",rootData:d,dynamicAnchors:f})||(a=a===null?U.errors:a.concat(U.errors),e=a.length);var t=i===e}else
var t=!0}}else return qe.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;return qe.errors=a,e===0}qe.evaluated={props:{kind:!0,patch:!0,references:!0},dynamicProps:!1,
dynamicItems:!1};const Rr={type:"object",required:["kind","id","patch","deactivate"],properties:{kind:{const:"\
retire"},id:{type:"string",minLength:1,maxLength:255},patch:{$ref:"#/$defs/patch"},deactivate:{type:"boolean"},
keep:{type:"integer",minimum:0},after:{$ref:"#/$defs/after"},unlessTakenBy:{type:"string",minLength:1}}},Wr={type:"\
array",items:{type:"string",minLength:1}};function de(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,
dynamicAnchors:f={}}={}){let a=null,e=0;const p=de.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&
(p.items=void 0),e===0)if(Array.isArray(r)){var t=!0;const o=r.length;for(let i=0;i<o;i++){let n=r[i];const m=e;
if(e===m)if(typeof n=="string"){if(D(n)<1)return de.errors=[{instancePath:s+"/"+i,schemaPath:"#/items/minLengt\
h",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return de.errors=
[{instancePath:s+"/"+i,schemaPath:"#/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],
!1;var t=m===e;if(!t)break}}else return de.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{
type:"array"},message:"must be array"}],!1;return de.errors=a,e===0}de.evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};
function G(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,
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
"/patch",parentData:r,parentDataProperty:"patch",rootData:d,dynamicAnchors:f})||(a=a===null?pe.errors:a.concat(
pe.errors),e=a.length);var t=i===e}else var t=!0;if(t){if(r.deactivate!==void 0){const i=e;if(typeof r.deactivate!=
"boolean")return G.errors=[{instancePath:s+"/deactivate",schemaPath:"#/properties/deactivate/type",keyword:"ty\
pe",params:{type:"boolean"},message:"must be boolean"}],!1;var t=i===e}else var t=!0;if(t){if(r.keep!==void 0){
let i=r.keep;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return G.errors=[{instancePath:s+
"/keep",schemaPath:"#/properties/keep/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],
!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return G.errors=[{instancePath:s+"/keep",schemaPath:"\
#/properties/keep/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===
e}else var t=!0;if(t){if(r.after!==void 0){const i=e;de(r.after,{instancePath:s+"/after",parentData:r,parentDataProperty:"\
after",rootData:d,dynamicAnchors:f})||(a=a===null?de.errors:a.concat(de.errors),e=a.length);var t=i===e}else var t=!0;
if(t)if(r.unlessTakenBy!==void 0){let i=r.unlessTakenBy;const n=e;if(e===n)if(typeof i=="string"){if(D(i)<1)return G.
errors=[{instancePath:s+"/unlessTakenBy",schemaPath:"#/properties/unlessTakenBy/minLength",keyword:"minLength",
params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return G.errors=[{instancePath:s+"/\
unlessTakenBy",schemaPath:"#/properties/unlessTakenBy/type",keyword:"type",params:{type:"string"},message:"mus\
t be string"}],!1;var t=n===e}else var t=!0}}}}}}else return G.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return G.errors=a,e===0}G.evaluated={props:{kind:!0,
id:!0,patch:!0,deactivate:!0,keep:!0,after:!0,unlessTakenBy:!0},dynamicProps:!1,dynamicItems:!1};const zr={type:"\
object",required:["kind","id","patch"],properties:{kind:{const:"update"},id:{type:"string",minLength:1,maxLength:255},
patch:{$ref:"#/$defs/patch"},references:{$ref:"#/$defs/references"},freedBy:{$ref:"#/$defs/freedBy"}}};function fe(r,{
instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=fe.
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
if(r.patch!==void 0){const i=e;pe(r.patch,{instancePath:s+"/patch",parentData:r,parentDataProperty:"patch",rootData:d,
dynamicAnchors:f})||(a=a===null?pe.errors:a.concat(pe.errors),e=a.length);var t=i===e}else var t=!0;if(t){if(r.
references!==void 0){const i=e;U(r.references,{instancePath:s+"/references",parentData:r,parentDataProperty:"r\
eferences",rootData:d,dynamicAnchors:f})||(a=a===null?U.errors:a.concat(U.errors),e=a.length);var t=i===e}else
var t=!0;if(t)if(r.freedBy!==void 0){const i=e;ce(r.freedBy,{instancePath:s+"/freedBy",parentData:r,parentDataProperty:"\
freedBy",rootData:d,dynamicAnchors:f})||(a=a===null?ce.errors:a.concat(ce.errors),e=a.length);var t=i===e}else
var t=!0}}}}else return fe.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;return fe.errors=a,e===0}fe.evaluated={props:{kind:!0,id:!0,patch:!0,references:!0,freedBy:!0},
dynamicProps:!1,dynamicItems:!1};const Cr={type:"object",required:["kind","id","want","add","remove"],properties:{
kind:{const:"members"},id:{type:"string",minLength:1,maxLength:255},want:{type:"array",items:{type:"string",minLength:1,
maxLength:255}},add:{type:"array",items:{type:"string",minLength:1,maxLength:255}},remove:{type:"array",items:{
type:"string",minLength:1,maxLength:255}}}};function E(r,{instancePath:s="",parentData:$,parentDataProperty:j,
rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=E.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let m;if(r.kind===void 0&&(m=
"kind")||r.id===void 0&&(m="id")||r.want===void 0&&(m="want")||r.add===void 0&&(m="add")||r.remove===void 0&&(m=
"remove"))return E.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:m},
message:"must have required property '"+m+"'"}],!1;if(r.kind!==void 0){const k=e;if(r.kind!=="members")return E.
errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"mem\
bers"},message:"must be equal to constant"}],!1;var t=k===e}else var t=!0;if(t){if(r.id!==void 0){let k=r.id;const h=e;
if(e===h)if(typeof k=="string"){if(D(k)>255)return E.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id\
/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(
k)<1)return E.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return E.errors=[{instancePath:s+"/id",schemaPath:"\
#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=h===e}else var t=!0;
if(t){if(r.want!==void 0){let k=r.want;const h=e;if(e===h)if(Array.isArray(k)){var o=!0;const y=k.length;for(let l=0;l<
y;l++){let w=k[l];const I=e;if(e===I)if(typeof w=="string"){if(D(w)>255)return E.errors=[{instancePath:s+"/wan\
t/"+l,schemaPath:"#/properties/want/items/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT \
have more than 255 characters"}],!1;if(D(w)<1)return E.errors=[{instancePath:s+"/want/"+l,schemaPath:"#/proper\
ties/want/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],
!1}else return E.errors=[{instancePath:s+"/want/"+l,schemaPath:"#/properties/want/items/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var o=I===e;if(!o)break}}else return E.errors=[{instancePath:s+"/\
want",schemaPath:"#/properties/want/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=h===
e}else var t=!0;if(t){if(r.add!==void 0){let k=r.add;const h=e;if(e===h)if(Array.isArray(k)){var i=!0;const y=k.
length;for(let l=0;l<y;l++){let w=k[l];const I=e;if(e===I)if(typeof w=="string"){if(D(w)>255)return E.errors=[
{instancePath:s+"/add/"+l,schemaPath:"#/properties/add/items/maxLength",keyword:"maxLength",params:{limit:255},
message:"must NOT have more than 255 characters"}],!1;if(D(w)<1)return E.errors=[{instancePath:s+"/add/"+l,schemaPath:"\
#/properties/add/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 cha\
racters"}],!1}else return E.errors=[{instancePath:s+"/add/"+l,schemaPath:"#/properties/add/items/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var i=I===e;if(!i)break}}else return E.errors=[{instancePath:s+
"/add",schemaPath:"#/properties/add/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=h===
e}else var t=!0;if(t)if(r.remove!==void 0){let k=r.remove;const h=e;if(e===h)if(Array.isArray(k)){var n=!0;const y=k.
length;for(let l=0;l<y;l++){let w=k[l];const I=e;if(e===I)if(typeof w=="string"){if(D(w)>255)return E.errors=[
{instancePath:s+"/remove/"+l,schemaPath:"#/properties/remove/items/maxLength",keyword:"maxLength",params:{limit:255},
message:"must NOT have more than 255 characters"}],!1;if(D(w)<1)return E.errors=[{instancePath:s+"/remove/"+l,
schemaPath:"#/properties/remove/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have f\
ewer than 1 characters"}],!1}else return E.errors=[{instancePath:s+"/remove/"+l,schemaPath:"#/properties/remov\
e/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var n=I===e;if(!n)break}}else
return E.errors=[{instancePath:s+"/remove",schemaPath:"#/properties/remove/type",keyword:"type",params:{type:"\
array"},message:"must be array"}],!1;var t=h===e}else var t=!0}}}}else return E.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return E.errors=a,e===0}E.evaluated=
{props:{kind:!0,id:!0,want:!0,add:!0,remove:!0},dynamicProps:!1,dynamicItems:!1};const lr={type:"object",required:[
"kind","id","unprotect","reason"],properties:{kind:{const:"delete"},id:{type:"string",minLength:1,maxLength:255},
unprotect:{type:"boolean"},reason:{enum:["absent","not-kept","retention","leftover","pruned"]},after:{$ref:"#/\
$defs/after"}}};function te(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){
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
errors=[{instancePath:s+"/reason",schemaPath:"#/properties/reason/enum",keyword:"enum",params:{allowedValues:lr.
properties.reason.enum},message:"must be equal to one of the allowed values"}],!1;var t=n===e}else var t=!0;if(t)
if(r.after!==void 0){const i=e;de(r.after,{instancePath:s+"/after",parentData:r,parentDataProperty:"after",rootData:d,
dynamicAnchors:f})||(a=a===null?de.errors:a.concat(de.errors),e=a.length);var t=i===e}else var t=!0}}}}else return te.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;
return te.errors=a,e===0}te.evaluated={props:{kind:!0,id:!0,unprotect:!0,reason:!0,after:!0},dynamicProps:!1,dynamicItems:!1};
function he(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,
e=0;const p=he.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind"))return he.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;{
const i=r.kind;if(typeof i=="string")if(i==="compare"){M(r,{instancePath:s,parentData:$,parentDataProperty:j,rootData:d,
dynamicAnchors:f})||(a=a===null?M.errors:a.concat(M.errors),e=a.length);var t={};t.kind=!0,t.id=!0,t.digests=!0,
t.read=!0,t.bytes=!0,t.same=!0,t.refused=!0}else if(i==="stage")ke(r,{instancePath:s,parentData:$,parentDataProperty:j,
rootData:d,dynamicAnchors:f})||(a=a===null?ke.errors:a.concat(ke.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,
t.attributes=!0,t.references=!0);else if(i==="resume")ue(r,{instancePath:s,parentData:$,parentDataProperty:j,rootData:d,
dynamicAnchors:f})||(a=a===null?ue.errors:a.concat(ue.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.
freedBy=!0);else if(i==="upload")B(r,{instancePath:s,parentData:$,parentDataProperty:j,rootData:d,dynamicAnchors:f})||
(a=a===null?B.errors:a.concat(B.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.source=!0,t.expect=!0,t.method=
!0,t.stores=!0,t.prepare=!0,t.detectPacking=!0,t.detectFormat=!0,t.checks=!0,t.inspect=!0);else if(i==="record")
we(r,{instancePath:s,parentData:$,parentDataProperty:j,rootData:d,dynamicAnchors:f})||(a=a===null?we.errors:a.
concat(we.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.image=!0);else if(i==="copy-to-stores")le(r,{instancePath:s,
parentData:$,parentDataProperty:j,rootData:d,dynamicAnchors:f})||(a=a===null?le.errors:a.concat(le.errors),e=a.
length),t!==!0&&(t=t||{},t.kind=!0,t.image=!0,t.stores=!0);else if(i==="check")z(r,{instancePath:s,parentData:$,
parentDataProperty:j,rootData:d,dynamicAnchors:f})||(a=a===null?z.errors:a.concat(z.errors),e=a.length),t!==!0&&
(t=t||{},t.kind=!0,t.command=!0,t.directory=!0,t.timeout=!0,t.keep=!0,t.member=!0);else if(i==="share")K(r,{instancePath:s,
parentData:$,parentDataProperty:j,rootData:d,dynamicAnchors:f})||(a=a===null?K.errors:a.concat(K.errors),e=a.length),
t!==!0&&(t=t||{},t.kind=!0,t.members=!0,t.carryFrom=!0);else if(i==="deactivate")Pe(r,{instancePath:s,parentData:$,
parentDataProperty:j,rootData:d,dynamicAnchors:f})||(a=a===null?Pe.errors:a.concat(Pe.errors),e=a.length),t!==
!0&&(t=t||{},t.kind=!0,t.image=!0);else if(i==="reactivate")$e(r,{instancePath:s,parentData:$,parentDataProperty:j,
rootData:d,dynamicAnchors:f})||(a=a===null?$e.errors:a.concat($e.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,
t.image=!0);else if(i==="recheck")je(r,{instancePath:s,parentData:$,parentDataProperty:j,rootData:d,dynamicAnchors:f})||
(a=a===null?je.errors:a.concat(je.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0);else if(i==="download-backup")
re(r,{instancePath:s,parentData:$,parentDataProperty:j,rootData:d,dynamicAnchors:f})||(a=a===null?re.errors:a.
concat(re.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.directory=!0);else if(i==="publish")qe(r,{instancePath:s,
parentData:$,parentDataProperty:j,rootData:d,dynamicAnchors:f})||(a=a===null?qe.errors:a.concat(qe.errors),e=a.
length),t!==!0&&(t=t||{},t.kind=!0,t.patch=!0,t.references=!0);else if(i==="retire")G(r,{instancePath:s,parentData:$,
parentDataProperty:j,rootData:d,dynamicAnchors:f})||(a=a===null?G.errors:a.concat(G.errors),e=a.length),t!==!0&&
(t=t||{},t.kind=!0,t.id=!0,t.patch=!0,t.deactivate=!0,t.keep=!0,t.after=!0,t.unlessTakenBy=!0);else if(i==="up\
date")fe(r,{instancePath:s,parentData:$,parentDataProperty:j,rootData:d,dynamicAnchors:f})||(a=a===null?fe.errors:
a.concat(fe.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.patch=!0,t.references=!0,t.freedBy=!0);else if(i===
"members")E(r,{instancePath:s,parentData:$,parentDataProperty:j,rootData:d,dynamicAnchors:f})||(a=a===null?E.errors:
a.concat(E.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.want=!0,t.add=!0,t.remove=!0);else if(i===
"delete")te(r,{instancePath:s,parentData:$,parentDataProperty:j,rootData:d,dynamicAnchors:f})||(a=a===null?te.
errors:a.concat(te.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.unprotect=!0,t.reason=!0,t.after=!0);else
return he.errors=[{instancePath:s,schemaPath:"#/discriminator",keyword:"discriminator",params:{error:"mapping",
tag:"kind",tagValue:i},message:'value of tag "kind" must be in oneOf'}],!1;else return he.errors=[{instancePath:s,
schemaPath:"#/discriminator",keyword:"discriminator",params:{error:"tag",tag:"kind",tagValue:i},message:'tag "\
kind" must be string'}],!1}}else return he.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{
type:"object"},message:"must be object"}],!1;return he.errors=a,p.props=t,e===0}he.evaluated={dynamicProps:!0,
dynamicItems:!1};const Ke={type:"object",required:["code","message","hint"],properties:{code:{type:"string"},message:{
type:"string"},hint:{type:["string","null"]},faults:{type:"array",items:{type:"object",required:["at","message",
"hint"],properties:{at:{type:"object"},message:{type:"string"},hint:{type:["string","null"]}}}},output:{type:"\
array",items:{type:"string"}}}};function V(r,{instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,
dynamicAnchors:f={}}={}){let a=null,e=0;const p=V.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&
(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let m;if(r.code===void 0&&(m="code")||r.message===
void 0&&(m="message")||r.hint===void 0&&(m="hint"))return V.errors=[{instancePath:s,schemaPath:"#/required",keyword:"\
required",params:{missingProperty:m},message:"must have required property '"+m+"'"}],!1;if(r.code!==void 0){const k=e;
if(typeof r.code!="string")return V.errors=[{instancePath:s+"/code",schemaPath:"#/properties/code/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=k===e}else var t=!0;if(t){if(r.message!==void 0){
const k=e;if(typeof r.message!="string")return V.errors=[{instancePath:s+"/message",schemaPath:"#/properties/m\
essage/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=k===e}else var t=!0;if(t){
if(r.hint!==void 0){let k=r.hint;const h=e;if(typeof k!="string"&&k!==null)return V.errors=[{instancePath:s+"/\
hint",schemaPath:"#/properties/hint/type",keyword:"type",params:{type:Ke.properties.hint.type},message:"must b\
e string,null"}],!1;var t=h===e}else var t=!0;if(t){if(r.faults!==void 0){let k=r.faults;const h=e;if(e===h)if(Array.
isArray(k)){var o=!0;const y=k.length;for(let l=0;l<y;l++){let w=k[l];const I=e;if(e===I)if(w&&typeof w=="obje\
ct"&&!Array.isArray(w)){let v;if(w.at===void 0&&(v="at")||w.message===void 0&&(v="message")||w.hint===void 0&&
(v="hint"))return V.errors=[{instancePath:s+"/faults/"+l,schemaPath:"#/properties/faults/items/required",keyword:"\
required",params:{missingProperty:v},message:"must have required property '"+v+"'"}],!1;if(w.at!==void 0){let F=w.
at;const q=e;if(!(F&&typeof F=="object"&&!Array.isArray(F)))return V.errors=[{instancePath:s+"/faults/"+l+"/at",
schemaPath:"#/properties/faults/items/properties/at/type",keyword:"type",params:{type:"object"},message:"must \
be object"}],!1;var i=q===e}else var i=!0;if(i){if(w.message!==void 0){const F=e;if(typeof w.message!="string")
return V.errors=[{instancePath:s+"/faults/"+l+"/message",schemaPath:"#/properties/faults/items/properties/mess\
age/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var i=F===e}else var i=!0;if(i)if(w.
hint!==void 0){let F=w.hint;const q=e;if(typeof F!="string"&&F!==null)return V.errors=[{instancePath:s+"/fault\
s/"+l+"/hint",schemaPath:"#/properties/faults/items/properties/hint/type",keyword:"type",params:{type:Ke.properties.
faults.items.properties.hint.type},message:"must be string,null"}],!1;var i=q===e}else var i=!0}}else return V.
errors=[{instancePath:s+"/faults/"+l,schemaPath:"#/properties/faults/items/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;var o=I===e;if(!o)break}}else return V.errors=[{instancePath:s+"/faults",
schemaPath:"#/properties/faults/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=h===
e}else var t=!0;if(t)if(r.output!==void 0){let k=r.output;const h=e;if(e===h)if(Array.isArray(k)){var n=!0;const y=k.
length;for(let l=0;l<y;l++){const w=e;if(typeof k[l]!="string")return V.errors=[{instancePath:s+"/output/"+l,schemaPath:"\
#/properties/output/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var n=w===
e;if(!n)break}}else return V.errors=[{instancePath:s+"/output",schemaPath:"#/properties/output/type",keyword:"\
type",params:{type:"array"},message:"must be array"}],!1;var t=h===e}else var t=!0}}}}else return V.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return V.errors=a,e===
0}V.evaluated={props:{code:!0,message:!0,hint:!0,faults:!0,output:!0},dynamicProps:!1,dynamicItems:!1};function A(r,{
instancePath:s="",parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=A.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let q;if(r.region===void 0&&(q="region")||r.name===void 0&&(q="name")||r.action===void 0&&(q=
"action")||r.imageId===void 0&&(q="imageId")||r.reason===void 0&&(q="reason")||r.fields===void 0&&(q="fields")||
r.content===void 0&&(q="content")||r.blockedBy===void 0&&(q="blockedBy")||r.warnings===void 0&&(q="warnings")||
r.basis===void 0&&(q="basis")||r.steps===void 0&&(q="steps")||r.timeout===void 0&&(q="timeout"))return A.errors=
[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:q},message:"must have requ\
ired property '"+q+"'"}],!1;if(r.region!==void 0){const u=e;if(typeof r.region!="string")return A.errors=[{instancePath:s+
"/region",schemaPath:"#/properties/region/type",keyword:"type",params:{type:"string"},message:"must be string"}],
!1;var t=u===e}else var t=!0;if(t){if(r.name!==void 0){const u=e;if(typeof r.name!="string")return A.errors=[{
instancePath:s+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type:"string"},message:"must\
 be string"}],!1;var t=u===e}else var t=!0;if(t){if(r.action!==void 0){let u=r.action;const P=e;if(!(u==="crea\
te"||u==="replace"||u==="verify"||u==="update"||u==="adopt"||u==="rename"||u==="delete"||u==="hide"||u==="deac\
tivate"||u==="reactivate"||u==="resume"||u==="held"||u==="unchanged"))return A.errors=[{instancePath:s+"/actio\
n",schemaPath:"#/properties/action/enum",keyword:"enum",params:{allowedValues:Le.properties.action.enum},message:"\
must be equal to one of the allowed values"}],!1;var t=P===e}else var t=!0;if(t){if(r.imageId!==void 0){let u=r.
imageId;const P=e;if(typeof u!="string"&&u!==null)return A.errors=[{instancePath:s+"/imageId",schemaPath:"#/pr\
operties/imageId/type",keyword:"type",params:{type:Le.properties.imageId.type},message:"must be string,null"}],
!1;if(e===P&&typeof u=="string"){if(D(u)>255)return A.errors=[{instancePath:s+"/imageId",schemaPath:"#/propert\
ies/imageId/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],
!1;if(D(u)<1)return A.errors=[{instancePath:s+"/imageId",schemaPath:"#/properties/imageId/minLength",keyword:"\
minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}var t=P===e}else var t=!0;if(t){
if(r.reason!==void 0){const u=e;if(typeof r.reason!="string")return A.errors=[{instancePath:s+"/reason",schemaPath:"\
#/properties/reason/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=u===e}else
var t=!0;if(t){if(r.adopts!==void 0){let u=r.adopts;const P=e;if(e===P)if(Array.isArray(u)){if(u.length<1)return A.
errors=[{instancePath:s+"/adopts",schemaPath:"#/properties/adopts/minItems",keyword:"minItems",params:{limit:1},
message:"must NOT have fewer than 1 items"}],!1;{var o=!0;const _=u.length;for(let b=0;b<_;b++){const x=e;se(u[b],
{instancePath:s+"/adopts/"+b,parentData:u,parentDataProperty:b,rootData:d,dynamicAnchors:f})||(a=a===null?se.errors:
a.concat(se.errors),e=a.length);var o=x===e;if(!o)break}}}else return A.errors=[{instancePath:s+"/adopts",schemaPath:"\
#/properties/adopts/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=P===e}else var t=!0;
if(t){if(r.fields!==void 0){let u=r.fields;const P=e;if(e===P)if(Array.isArray(u)){var i=!0;const _=u.length;for(let b=0;b<
_;b++){const x=e;ve(u[b],{instancePath:s+"/fields/"+b,parentData:u,parentDataProperty:b,rootData:d,dynamicAnchors:f})||
(a=a===null?ve.errors:a.concat(ve.errors),e=a.length);var i=x===e;if(!i)break}}else return A.errors=[{instancePath:s+
"/fields",schemaPath:"#/properties/fields/type",keyword:"type",params:{type:"array"},message:"must be array"}],
!1;var t=P===e}else var t=!0;if(t){if(r.held!==void 0){let u=r.held;const P=e;if(e===P)if(u&&typeof u=="object"&&
!Array.isArray(u)){let _;if(u.since===void 0&&(_="since")||u.turnedDown===void 0&&(_="turnedDown"))return A.errors=
[{instancePath:s+"/held",schemaPath:"#/properties/held/required",keyword:"required",params:{missingProperty:_},
message:"must have required property '"+_+"'"}],!1;if(u.since!==void 0){const b=e;if(typeof u.since!="string")
return A.errors=[{instancePath:s+"/held/since",schemaPath:"#/properties/held/properties/since/type",keyword:"t\
ype",params:{type:"string"},message:"must be string"}],!1;var n=b===e}else var n=!0;if(n)if(u.turnedDown!==void 0){
let b=u.turnedDown;const x=e;if(e===x)if(b&&typeof b=="object"&&!Array.isArray(b)){let Ie;if(b.imageId===void 0&&
(Ie="imageId")||b.digest===void 0&&(Ie="digest")||b.version===void 0&&(Ie="version"))return A.errors=[{instancePath:s+
"/held/turnedDown",schemaPath:"#/properties/held/properties/turnedDown/required",keyword:"required",params:{missingProperty:Ie},
message:"must have required property '"+Ie+"'"}],!1;if(b.imageId!==void 0){let C=b.imageId;const xe=e;if(typeof C!=
"string"&&C!==null)return A.errors=[{instancePath:s+"/held/turnedDown/imageId",schemaPath:"#/properties/held/p\
roperties/turnedDown/properties/imageId/type",keyword:"type",params:{type:Le.properties.held.properties.turnedDown.
properties.imageId.type},message:"must be string,null"}],!1;var m=xe===e}else var m=!0;if(m){if(b.digest!==void 0){
let C=b.digest;const xe=e;if(typeof C!="string"&&C!==null)return A.errors=[{instancePath:s+"/held/turnedDown/d\
igest",schemaPath:"#/properties/held/properties/turnedDown/properties/digest/type",keyword:"type",params:{type:Le.
properties.held.properties.turnedDown.properties.digest.type},message:"must be string,null"}],!1;var m=xe===e}else
var m=!0;if(m)if(b.version!==void 0){let C=b.version;const xe=e;if(typeof C!="string"&&C!==null)return A.errors=
[{instancePath:s+"/held/turnedDown/version",schemaPath:"#/properties/held/properties/turnedDown/properties/ver\
sion/type",keyword:"type",params:{type:Le.properties.held.properties.turnedDown.properties.version.type},message:"\
must be string,null"}],!1;var m=xe===e}else var m=!0}}else return A.errors=[{instancePath:s+"/held/turnedDown",
schemaPath:"#/properties/held/properties/turnedDown/type",keyword:"type",params:{type:"object"},message:"must \
be object"}],!1;var n=x===e}else var n=!0}else return A.errors=[{instancePath:s+"/held",schemaPath:"#/properti\
es/held/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var t=P===e}else var t=!0;if(t){
if(r.content!==void 0){let u=r.content;const P=e,O=e;let _=!1,b=null;const x=e;if(u!==null){const C={instancePath:s+
"/content",schemaPath:"#/properties/content/oneOf/0/type",keyword:"type",params:{type:"null"},message:"must be\
 null"};a===null?a=[C]:a.push(C),e++}var k=x===e;k&&(_=!0,b=0);const Ne=e;ie(u,{instancePath:s+"/content",parentData:r,
parentDataProperty:"content",rootData:d,dynamicAnchors:f})||(a=a===null?ie.errors:a.concat(ie.errors),e=a.length);
var k=Ne===e;if(k&&_)_=!1,b=[b,1];else if(k){_=!0,b=1;var h={};h.source=!0,h.bytes=!0,h.storedBytes=!0,h.preparation=
!0,h.digests=!0}if(_)e=O,a!==null&&(O?a.length=O:a=null);else{const C={instancePath:s+"/content",schemaPath:"#\
/properties/content/oneOf",keyword:"oneOf",params:{passingSchemas:b},message:"must match exactly one schema in\
 oneOf"};return a===null?a=[C]:a.push(C),e++,A.errors=a,!1}var t=P===e}else var t=!0;if(t){if(r.blockedBy!==void 0){
let u=r.blockedBy;const P=e;if(e===P)if(Array.isArray(u)){var g=!0;const _=u.length;for(let b=0;b<_;b++){const x=e;
ae(u[b],{instancePath:s+"/blockedBy/"+b,parentData:u,parentDataProperty:b,rootData:d,dynamicAnchors:f})||(a=a===
null?ae.errors:a.concat(ae.errors),e=a.length);var g=x===e;if(!g)break}}else return A.errors=[{instancePath:s+
"/blockedBy",schemaPath:"#/properties/blockedBy/type",keyword:"type",params:{type:"array"},message:"must be ar\
ray"}],!1;var t=P===e}else var t=!0;if(t){if(r.warnings!==void 0){let u=r.warnings;const P=e;if(e===P)if(Array.
isArray(u)){var y=!0;const _=u.length;for(let b=0;b<_;b++){const x=e;if(typeof u[b]!="string")return A.errors=
[{instancePath:s+"/warnings/"+b,schemaPath:"#/properties/warnings/items/type",keyword:"type",params:{type:"str\
ing"},message:"must be string"}],!1;var y=x===e;if(!y)break}}else return A.errors=[{instancePath:s+"/warnings",
schemaPath:"#/properties/warnings/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=P===
e}else var t=!0;if(t){if(r.basis!==void 0){const u=e;H(r.basis,{instancePath:s+"/basis",parentData:r,parentDataProperty:"\
basis",rootData:d,dynamicAnchors:f})||(a=a===null?H.errors:a.concat(H.errors),e=a.length);var t=u===e}else var t=!0;
if(t){if(r.steps!==void 0){let u=r.steps;const P=e;if(e===P)if(Array.isArray(u)){var l=!0;const _=u.length;for(let b=0;b<
_;b++){const x=e;he(u[b],{instancePath:s+"/steps/"+b,parentData:u,parentDataProperty:b,rootData:d,dynamicAnchors:f})||
(a=a===null?he.errors:a.concat(he.errors),e=a.length);var l=x===e;if(!l)break}}else return A.errors=[{instancePath:s+
"/steps",schemaPath:"#/properties/steps/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;
var t=P===e}else var t=!0;if(t){if(r.notedBy!==void 0){let u=r.notedBy;const P=e;if(e===P)if(Array.isArray(u)){
if(u.length<1)return A.errors=[{instancePath:s+"/notedBy",schemaPath:"#/properties/notedBy/minItems",keyword:"\
minItems",params:{limit:1},message:"must NOT have fewer than 1 items"}],!1;{var w=!0;const _=u.length;for(let b=0;b<
_;b++){const x=e;if(typeof u[b]!="string")return A.errors=[{instancePath:s+"/notedBy/"+b,schemaPath:"#/propert\
ies/notedBy/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var w=x===e;if(!w)
break}}}else return A.errors=[{instancePath:s+"/notedBy",schemaPath:"#/properties/notedBy/type",keyword:"type",
params:{type:"array"},message:"must be array"}],!1;var t=P===e}else var t=!0;if(t){if(r.refersTo!==void 0){let u=r.
refersTo;const P=e;if(e===P)if(Array.isArray(u)){if(u.length<1)return A.errors=[{instancePath:s+"/refersTo",schemaPath:"\
#/properties/refersTo/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items"}],
!1;{var I=!0;const _=u.length;for(let b=0;b<_;b++){const x=e;if(typeof u[b]!="string")return A.errors=[{instancePath:s+
"/refersTo/"+b,schemaPath:"#/properties/refersTo/items/type",keyword:"type",params:{type:"string"},message:"mu\
st be string"}],!1;var I=x===e;if(!I)break}}}else return A.errors=[{instancePath:s+"/refersTo",schemaPath:"#/p\
roperties/refersTo/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=P===e}else var t=!0;
if(t){if(r.timeout!==void 0){let u=r.timeout;const P=e;if(!(typeof u=="number"&&isFinite(u))&&u!==null)return A.
errors=[{instancePath:s+"/timeout",schemaPath:"#/properties/timeout/type",keyword:"type",params:{type:Le.properties.
timeout.type},message:"must be number,null"}],!1;if(e===P&&typeof u=="number"&&isFinite(u)&&(u<=0||isNaN(u)))return A.
errors=[{instancePath:s+"/timeout",schemaPath:"#/properties/timeout/exclusiveMinimum",keyword:"exclusiveMinimu\
m",params:{comparison:">",limit:0},message:"must be > 0"}],!1;var t=P===e}else var t=!0;if(t){if(r.outcome!==void 0){
let u=r.outcome;const P=e;if(!(u==="done"||u==="failed"||u==="skipped"||u==="stale"))return A.errors=[{instancePath:s+
"/outcome",schemaPath:"#/properties/outcome/enum",keyword:"enum",params:{allowedValues:Le.properties.outcome.enum},
message:"must be equal to one of the allowed values"}],!1;var t=P===e}else var t=!0;if(t){if(r.error!==void 0){
let u=r.error;const P=e,O=e;let _=!1,b=null;const x=e;if(u!==null){const C={instancePath:s+"/error",schemaPath:"\
#/properties/error/oneOf/0/type",keyword:"type",params:{type:"null"},message:"must be null"};a===null?a=[C]:a.
push(C),e++}var c=x===e;c&&(_=!0,b=0);const Ne=e;V(u,{instancePath:s+"/error",parentData:r,parentDataProperty:"\
error",rootData:d,dynamicAnchors:f})||(a=a===null?V.errors:a.concat(V.errors),e=a.length);var c=Ne===e;if(c&&_)
_=!1,b=[b,1];else if(c){_=!0,b=1;var v={};v.code=!0,v.message=!0,v.hint=!0,v.faults=!0,v.output=!0}if(_)e=O,a!==
null&&(O?a.length=O:a=null);else{const C={instancePath:s+"/error",schemaPath:"#/properties/error/oneOf",keyword:"\
oneOf",params:{passingSchemas:b},message:"must match exactly one schema in oneOf"};return a===null?a=[C]:a.push(
C),e++,A.errors=a,!1}var t=P===e}else var t=!0;if(t){if(r.seconds!==void 0){let u=r.seconds;const P=e;if(e===P)
if(typeof u=="number"&&isFinite(u)){if(u<0||isNaN(u))return A.errors=[{instancePath:s+"/seconds",schemaPath:"#\
/properties/seconds/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1}else
return A.errors=[{instancePath:s+"/seconds",schemaPath:"#/properties/seconds/type",keyword:"type",params:{type:"\
number"},message:"must be number"}],!1;var t=P===e}else var t=!0;if(t){if(r.verified!==void 0){let u=r.verified;
const P=e;if(e===P)if(u&&typeof u=="object"&&!Array.isArray(u)){let _;if(u.bytes===void 0&&(_="bytes")||u.digests===
void 0&&(_="digests"))return A.errors=[{instancePath:s+"/verified",schemaPath:"#/properties/verified/required",
keyword:"required",params:{missingProperty:_},message:"must have required property '"+_+"'"}],!1;if(u.bytes!==
void 0){let b=u.bytes;const x=e;if(!(typeof b=="number"&&!(b%1)&&!isNaN(b)&&isFinite(b)))return A.errors=[{instancePath:s+
"/verified/bytes",schemaPath:"#/properties/verified/properties/bytes/type",keyword:"type",params:{type:"intege\
r"},message:"must be integer"}],!1;if(e===x&&typeof b=="number"&&isFinite(b)&&(b<0||isNaN(b)))return A.errors=
[{instancePath:s+"/verified/bytes",schemaPath:"#/properties/verified/properties/bytes/minimum",keyword:"minimu\
m",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var F=x===e}else var F=!0;if(F)if(u.digests!==
void 0){const b=e;T(u.digests,{instancePath:s+"/verified/digests",parentData:u,parentDataProperty:"digests",rootData:d,
dynamicAnchors:f})||(a=a===null?T.errors:a.concat(T.errors),e=a.length);var F=b===e}else var F=!0}else return A.
errors=[{instancePath:s+"/verified",schemaPath:"#/properties/verified/type",keyword:"type",params:{type:"objec\
t"},message:"must be object"}],!1;var t=P===e}else var t=!0;if(t){if(r.servedBy!==void 0){let u=r.servedBy;const P=e;
if(e===P)if(typeof u=="string"){if(D(u)<1)return A.errors=[{instancePath:s+"/servedBy",schemaPath:"#/propertie\
s/servedBy/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else
return A.errors=[{instancePath:s+"/servedBy",schemaPath:"#/properties/servedBy/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=P===e}else var t=!0;if(t){let u;if(r.outcome!==void 0&&(r.error===
void 0&&(u="error")||r.seconds===void 0&&(u="seconds")))return A.errors=[{instancePath:s,schemaPath:"#/depende\
ntRequired",keyword:"dependentRequired",params:{property:"outcome",missingProperty:u,depsCount:2,deps:"error, \
seconds"},message:"must have properties error, seconds when property outcome is present"}],!1}}}}}}}}}}}}}}}}}}}}}}else
return A.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return A.errors=a,e===0}A.evaluated={props:{region:!0,name:!0,action:!0,imageId:!0,reason:!0,adopts:!0,
fields:!0,held:!0,content:!0,blockedBy:!0,warnings:!0,basis:!0,steps:!0,notedBy:!0,refersTo:!0,timeout:!0,outcome:!0,
error:!0,seconds:!0,verified:!0,servedBy:!0},dynamicProps:!1,dynamicItems:!1};function L(r,{instancePath:s="",
parentData:$,parentDataProperty:j,rootData:d=r,dynamicAnchors:f={}}={}){let a=null,e=0;const p=L.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let I;if(r.formatVersion===void 0&&(I="formatVersion")||r.stack===void 0&&(I="stack")||r.state===void 0&&(I=
"state")||r.targets===void 0&&(I="targets")||r.partial===void 0&&(I="partial")||r.summary===void 0&&(I="summar\
y")||r.changes===void 0&&(I="changes")||r.warnings===void 0&&(I="warnings"))return L.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:I},message:"must have required property '"+I+"'"}],!1;if(r.
formatVersion!==void 0){let c=r.formatVersion;const v=e;if(e===v)if(typeof c=="string"){if(!Qe.test(c))return L.
errors=[{instancePath:s+"/formatVersion",schemaPath:"#/properties/formatVersion/pattern",keyword:"pattern",params:{
pattern:"^1\\.(0|[1-9][0-9]*)$"},message:'must match pattern "^1\\.(0|[1-9][0-9]*)$"'}],!1}else return L.errors=
[{instancePath:s+"/formatVersion",schemaPath:"#/properties/formatVersion/type",keyword:"type",params:{type:"st\
ring"},message:"must be string"}],!1;var t=v===e}else var t=!0;if(t){if(r.stack!==void 0){const c=e;if(typeof r.
stack!="string")return L.errors=[{instancePath:s+"/stack",schemaPath:"#/properties/stack/type",keyword:"type",
params:{type:"string"},message:"must be string"}],!1;var t=c===e}else var t=!0;if(t){if(r.origin!==void 0){const c=e;
if(typeof r.origin!="string")return L.errors=[{instancePath:s+"/origin",schemaPath:"#/properties/origin/type",
keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=c===e}else var t=!0;if(t){if(r.state!==
void 0){let c=r.state;const v=e;if(e===v)if(c&&typeof c=="object"&&!Array.isArray(c)){let q;if(c.files===void 0&&
(q="files")||c.sha256===void 0&&(q="sha256"))return L.errors=[{instancePath:s+"/state",schemaPath:"#/propertie\
s/state/required",keyword:"required",params:{missingProperty:q},message:"must have required property '"+q+"'"}],
!1;if(c.files!==void 0){let u=c.files;const P=e;if(e===P)if(Array.isArray(u)){var o=!0;const O=u.length;for(let _=0;_<
O;_++){const b=e;if(typeof u[_]!="string")return L.errors=[{instancePath:s+"/state/files/"+_,schemaPath:"#/pro\
perties/state/properties/files/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var o=b===e;if(!o)break}}else return L.errors=[{instancePath:s+"/state/files",schemaPath:"#/properties/state/p\
roperties/files/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var i=P===e}else var i=!0;
if(i)if(c.sha256!==void 0){let u=c.sha256;const P=e;if(e===P)if(typeof u=="string"){if(!Be.test(u))return L.errors=
[{instancePath:s+"/state/sha256",schemaPath:"#/properties/state/properties/sha256/pattern",keyword:"pattern",params:{
pattern:"^[0-9a-f]{64}$"},message:'must match pattern "^[0-9a-f]{64}$"'}],!1}else return L.errors=[{instancePath:s+
"/state/sha256",schemaPath:"#/properties/state/properties/sha256/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var i=P===e}else var i=!0}else return L.errors=[{instancePath:s+"/state",schemaPath:"#/pr\
operties/state/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var t=v===e}else var t=!0;
if(t){if(r.targets!==void 0){let c=r.targets;const v=e;if(e===v)if(Array.isArray(c)){var n=!0;const q=c.length;
for(let u=0;u<q;u++){const P=e;J(c[u],{instancePath:s+"/targets/"+u,parentData:c,parentDataProperty:u,rootData:d,
dynamicAnchors:f})||(a=a===null?J.errors:a.concat(J.errors),e=a.length);var n=P===e;if(!n)break}}else return L.
errors=[{instancePath:s+"/targets",schemaPath:"#/properties/targets/type",keyword:"type",params:{type:"array"},
message:"must be array"}],!1;var t=v===e}else var t=!0;if(t){if(r.partial!==void 0){const c=e;if(typeof r.partial!=
"boolean")return L.errors=[{instancePath:s+"/partial",schemaPath:"#/properties/partial/type",keyword:"type",params:{
type:"boolean"},message:"must be boolean"}],!1;var t=c===e}else var t=!0;if(t){if(r.unresolved!==void 0){let c=r.
unresolved;const v=e;if(e===v)if(Array.isArray(c)){if(c.length<1)return L.errors=[{instancePath:s+"/unresolved",
schemaPath:"#/properties/unresolved/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer\
 than 1 items"}],!1;{var m=!0;const q=c.length;for(let u=0;u<q;u++){const P=e;me(c[u],{instancePath:s+"/unreso\
lved/"+u,parentData:c,parentDataProperty:u,rootData:d,dynamicAnchors:f})||(a=a===null?me.errors:a.concat(me.errors),
e=a.length);var m=P===e;if(!m)break}}}else return L.errors=[{instancePath:s+"/unresolved",schemaPath:"#/proper\
ties/unresolved/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=v===e}else var t=!0;
if(t){if(r.newHere!==void 0){const c=e;if(r.newHere!==!0)return L.errors=[{instancePath:s+"/newHere",schemaPath:"\
#/properties/newHere/const",keyword:"const",params:{allowedValue:!0},message:"must be equal to constant"}],!1;
var t=c===e}else var t=!0;if(t){if(r.pruningWithheld!==void 0){const c=e;if(r.pruningWithheld!==!0)return L.errors=
[{instancePath:s+"/pruningWithheld",schemaPath:"#/properties/pruningWithheld/const",keyword:"const",params:{allowedValue:!0},
message:"must be equal to constant"}],!1;var t=c===e}else var t=!0;if(t){if(r.skipsBlocked!==void 0){const c=e;
if(r.skipsBlocked!==!0)return L.errors=[{instancePath:s+"/skipsBlocked",schemaPath:"#/properties/skipsBlocked/\
const",keyword:"const",params:{allowedValue:!0},message:"must be equal to constant"}],!1;var t=c===e}else var t=!0;
if(t){if(r.summary!==void 0){const c=e;N(r.summary,{instancePath:s+"/summary",parentData:r,parentDataProperty:"\
summary",rootData:d,dynamicAnchors:f})||(a=a===null?N.errors:a.concat(N.errors),e=a.length);var t=c===e}else var t=!0;
if(t){if(r.changes!==void 0){let c=r.changes;const v=e;if(e===v)if(Array.isArray(c)){var k=!0;const q=c.length;
for(let u=0;u<q;u++){const P=e;A(c[u],{instancePath:s+"/changes/"+u,parentData:c,parentDataProperty:u,rootData:d,
dynamicAnchors:f})||(a=a===null?A.errors:a.concat(A.errors),e=a.length);var k=P===e;if(!k)break}}else return L.
errors=[{instancePath:s+"/changes",schemaPath:"#/properties/changes/type",keyword:"type",params:{type:"array"},
message:"must be array"}],!1;var t=v===e}else var t=!0;if(t){if(r.warnings!==void 0){let c=r.warnings;const v=e;
if(e===v)if(Array.isArray(c)){var h=!0;const q=c.length;for(let u=0;u<q;u++){const P=e;if(typeof c[u]!="string")
return L.errors=[{instancePath:s+"/warnings/"+u,schemaPath:"#/properties/warnings/items/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var h=P===e;if(!h)break}}else return L.errors=[{instancePath:s+"/\
warnings",schemaPath:"#/properties/warnings/type",keyword:"type",params:{type:"array"},message:"must be array"}],
!1;var t=v===e}else var t=!0;if(t){if(r.madeWith!==void 0){let c=r.madeWith;const v=e;if(e===v)if(c&&typeof c==
"object"&&!Array.isArray(c)){if(c.options!==void 0){let q=c.options;const u=e;if(e===u)if(q&&typeof q=="object"&&
!Array.isArray(q))for(const P in q){let O=q[P];const _=e;if(typeof O!="string"&&!(typeof O=="number"&&!(O%1)&&
!isNaN(O)&&isFinite(O))&&typeof O!="boolean"&&!Array.isArray(O))return L.errors=[{instancePath:s+"/madeWith/op\
tions/"+P.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/madeWith/properties/options/addition\
alProperties/type",keyword:"type",params:{type:Ee.properties.madeWith.properties.options.additionalProperties.
type},message:"must be string,integer,boolean,array"}],!1;if(e===_&&Array.isArray(O)){var g=!0;const b=O.length;
for(let x=0;x<b;x++){const Ne=e;if(typeof O[x]!="string")return L.errors=[{instancePath:s+"/madeWith/options/"+
P.replace(/~/g,"~0").replace(/\//g,"~1")+"/"+x,schemaPath:"#/properties/madeWith/properties/options/additional\
Properties/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var g=Ne===e;if(!g)
break}}var y=_===e;if(!y)break}else return L.errors=[{instancePath:s+"/madeWith/options",schemaPath:"#/propert\
ies/madeWith/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var l=u===
e}else var l=!0;if(l)if(c.rollback!==void 0){let q=c.rollback;const u=e;if(e===u)if(q&&typeof q=="object"&&!Array.
isArray(q)){let O;if(q.name===void 0&&(O="name")||q.to===void 0&&(O="to"))return L.errors=[{instancePath:s+"/m\
adeWith/rollback",schemaPath:"#/properties/madeWith/properties/rollback/required",keyword:"required",params:{missingProperty:O},
message:"must have required property '"+O+"'"}],!1;if(q.name!==void 0){const _=e;if(typeof q.name!="string")return L.
errors=[{instancePath:s+"/madeWith/rollback/name",schemaPath:"#/properties/madeWith/properties/rollback/proper\
ties/name/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var w=_===e}else var w=!0;
if(w){if(q.to!==void 0){let _=q.to;const b=e;if(typeof _!="string"&&_!==null)return L.errors=[{instancePath:s+
"/madeWith/rollback/to",schemaPath:"#/properties/madeWith/properties/rollback/properties/to/type",keyword:"typ\
e",params:{type:Ee.properties.madeWith.properties.rollback.properties.to.type},message:"must be string,null"}],
!1;var w=b===e}else var w=!0;if(w)if(q.at!==void 0){let _=q.at;const b=e;if(e===b)if(typeof _=="string"){if(!Ue.
test(_))return L.errors=[{instancePath:s+"/madeWith/rollback/at",schemaPath:"#/properties/madeWith/properties/\
rollback/properties/at/pattern",keyword:"pattern",params:{pattern:"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{\
2}:[0-9]{2}Z$"},message:'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"'}],!1}else
return L.errors=[{instancePath:s+"/madeWith/rollback/at",schemaPath:"#/properties/madeWith/properties/rollback\
/properties/at/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var w=b===e}else var w=!0}}else
return L.errors=[{instancePath:s+"/madeWith/rollback",schemaPath:"#/properties/madeWith/properties/rollback/ty\
pe",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var l=u===e}else var l=!0}else return L.
errors=[{instancePath:s+"/madeWith",schemaPath:"#/properties/madeWith/type",keyword:"type",params:{type:"objec\
t"},message:"must be object"}],!1;var t=v===e}else var t=!0;if(t){if(r.seal!==void 0){let c=r.seal;const v=e;if(e===
v)if(typeof c=="string"){if(!Be.test(c))return L.errors=[{instancePath:s+"/seal",schemaPath:"#/properties/seal\
/pattern",keyword:"pattern",params:{pattern:"^[0-9a-f]{64}$"},message:'must match pattern "^[0-9a-f]{64}$"'}],
!1}else return L.errors=[{instancePath:s+"/seal",schemaPath:"#/properties/seal/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=v===e}else var t=!0;if(t){if(r.startedAt!==void 0){const c=e;if(typeof r.
startedAt!="string")return L.errors=[{instancePath:s+"/startedAt",schemaPath:"#/properties/startedAt/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=c===e}else var t=!0;if(t){if(r.finishedAt!==void 0){
const c=e;if(typeof r.finishedAt!="string")return L.errors=[{instancePath:s+"/finishedAt",schemaPath:"#/proper\
ties/finishedAt/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=c===e}else var t=!0;
if(t){if(r.interrupted!==void 0){const c=e;if(typeof r.interrupted!="boolean")return L.errors=[{instancePath:s+
"/interrupted",schemaPath:"#/properties/interrupted/type",keyword:"type",params:{type:"boolean"},message:"must\
 be boolean"}],!1;var t=c===e}else var t=!0;if(t){if(r.rehearsal!==void 0){const c=e;if(r.rehearsal!==!0)return L.
errors=[{instancePath:s+"/rehearsal",schemaPath:"#/properties/rehearsal/const",keyword:"const",params:{allowedValue:!0},
message:"must be equal to constant"}],!1;var t=c===e}else var t=!0;if(t){if(r.error!==void 0){const c=e;V(r.error,
{instancePath:s+"/error",parentData:r,parentDataProperty:"error",rootData:d,dynamicAnchors:f})||(a=a===null?V.
errors:a.concat(V.errors),e=a.length);var t=c===e}else var t=!0;if(t){let c;if(r.startedAt!==void 0&&(r.finishedAt===
void 0&&(c="finishedAt")||r.interrupted===void 0&&(c="interrupted")))return L.errors=[{instancePath:s,schemaPath:"\
#/dependentRequired",keyword:"dependentRequired",params:{property:"startedAt",missingProperty:c,depsCount:2,deps:"\
finishedAt, interrupted"},message:"must have properties finishedAt, interrupted when property startedAt is pre\
sent"}],!1;if(r.finishedAt!==void 0&&r.startedAt===void 0&&(c="startedAt"))return L.errors=[{instancePath:s,schemaPath:"\
#/dependentRequired",keyword:"dependentRequired",params:{property:"finishedAt",missingProperty:c,depsCount:1,deps:"\
startedAt"},message:"must have property startedAt when property finishedAt is present"}],!1;if(r.interrupted!==
void 0&&r.startedAt===void 0&&(c="startedAt"))return L.errors=[{instancePath:s,schemaPath:"#/dependentRequired",
keyword:"dependentRequired",params:{property:"interrupted",missingProperty:c,depsCount:1,deps:"startedAt"},message:"\
must have property startedAt when property interrupted is present"}],!1}}}}}}}}}}}}}}}}}}}}}else return L.errors=
[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return L.
errors=a,e===0}L.evaluated={props:{formatVersion:!0,stack:!0,origin:!0,state:!0,targets:!0,partial:!0,unresolved:!0,
newHere:!0,pruningWithheld:!0,skipsBlocked:!0,summary:!0,changes:!0,warnings:!0,madeWith:!0,seal:!0,startedAt:!0,
finishedAt:!0,interrupted:!0,rehearsal:!0,error:!0},dynamicProps:!1,dynamicItems:!1};export{dr as plan};
