// Generated from schemas/plan.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// biome-ignore-all assist: generated
function We(r){let s=0;for(const w of r)s++;return s}const ar=L,xe={$schema:"https://json-schema.org/draft/202\
0-12/schema",type:"object",required:["formatVersion","stack","state","targets","partial","summary","changes","\
warnings"],dependentRequired:{startedAt:["finishedAt","interrupted"],finishedAt:["startedAt"],interrupted:["st\
artedAt"]},properties:{formatVersion:{type:"string",pattern:"^1\\.(0|[1-9][0-9]*)$"},stack:{type:"string"},origin:{
type:"string"},state:{type:"object",required:["files","sha256"],properties:{files:{type:"array",items:{type:"s\
tring"}},sha256:{type:"string",pattern:"^[0-9a-f]{64}$"}}},targets:{type:"array",items:{$ref:"#/$defs/target"}},
partial:{type:"boolean"},unresolved:{type:"array",minItems:1,items:{$ref:"#/$defs/unresolved"}},newHere:{const:!0},
pruningWithheld:{const:!0},summary:{$ref:"#/$defs/summary"},changes:{type:"array",items:{$ref:"#/$defs/change"}},
warnings:{type:"array",items:{type:"string"}},madeWith:{type:"object",properties:{options:{type:"object",additionalProperties:{
type:["string","integer","boolean","array"],items:{type:"string"}}},rollback:{type:"object",required:["name","\
to"],properties:{name:{type:"string"},to:{type:["string","null"]},at:{type:"string",pattern:"^[0-9]{4}-[0-9]{2\
}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}}}}},seal:{type:"string",pattern:"^[0-9a-f]{64}$"},startedAt:{type:"s\
tring"},finishedAt:{type:"string"},interrupted:{type:"boolean"},rehearsal:{const:!0},error:{$ref:"#/$defs/erro\
r"}},$defs:{unresolved:{type:"object",required:["name","list","at","message","hint"],properties:{name:{type:["\
string","null"]},list:{type:["string","null"]},at:{$ref:"#/$defs/position"},message:{type:"string"},hint:{type:[
"string","null"]}}},target:{type:"object",required:["cloud","region","project","projectId","user","endpoint"],
properties:{cloud:{type:["string","null"]},region:{type:"string"},project:{type:"string"},projectId:{type:"str\
ing"},withoutProjects:{const:!0},user:{type:"string"},endpoint:{type:"string"}}},newHere:{const:!0},pruningWithheld:{
const:!0},summary:{type:"object",required:["create","replace","verify","update","adopt","rename","delete","hid\
e","deactivate","reactivate","resume","held","unchanged","blocked","bytes"],properties:{create:{type:"integer",
minimum:0},replace:{type:"integer",minimum:0},verify:{type:"integer",minimum:0},update:{type:"integer",minimum:0},
adopt:{type:"integer",minimum:0},rename:{type:"integer",minimum:0},delete:{type:"integer",minimum:0},hide:{type:"\
integer",minimum:0},deactivate:{type:"integer",minimum:0},reactivate:{type:"integer",minimum:0},resume:{type:"\
integer",minimum:0},held:{type:"integer",minimum:0},unchanged:{type:"integer",minimum:0},blocked:{type:"intege\
r",minimum:0},bytes:{type:"integer",minimum:0}}},change:{type:"object",required:["region","name","action","ima\
geId","reason","fields","content","blockedBy","warnings","basis","steps","timeout"],properties:{region:{type:"\
string"},name:{type:"string"},action:{enum:["create","replace","verify","update","adopt","rename","delete","hi\
de","deactivate","reactivate","resume","held","unchanged"]},imageId:{type:["string","null"],minLength:1,maxLength:255},
reason:{type:"string"},adopts:{type:"array",minItems:1,items:{$ref:"#/$defs/adopted"}},fields:{type:"array",items:{
$ref:"#/$defs/field"}},held:{type:"object",required:["since","turnedDown"],properties:{since:{type:"string"},turnedDown:{
type:"object",required:["imageId","digest","version"],properties:{imageId:{type:["string","null"]},digest:{type:[
"string","null"]},version:{type:["string","null"]}}}}},content:{oneOf:[{type:"null"},{$ref:"#/$defs/content"}]},
blockedBy:{type:"array",items:{$ref:"#/$defs/blocker"}},warnings:{type:"array",items:{type:"string"}},basis:{$ref:"\
#/$defs/basis"},steps:{type:"array",items:{$ref:"#/$defs/step"}},notedBy:{type:"array",minItems:1,items:{type:"\
string"}},timeout:{type:["number","null"],exclusiveMinimum:0},outcome:{enum:["done","failed","skipped","stale"]},
error:{oneOf:[{type:"null"},{$ref:"#/$defs/error"}]},seconds:{type:"number",minimum:0},verified:{type:"object",
required:["bytes","digests"],properties:{bytes:{type:"integer",minimum:0},digests:{$ref:"#/$defs/digests"}}}},
dependentRequired:{outcome:["error","seconds"]}},adopted:{type:"object",required:["id","name","owner","protect\
ed","by"],properties:{id:{type:"string"},name:{type:["string","null"]},owner:{type:["string","null"]},protected:{
type:"boolean"},by:{type:"string"}}},field:{type:"object",required:["path","before","after"],properties:{path:{
type:"string",minLength:1},before:{$ref:"#/$defs/fieldValue"},after:{$ref:"#/$defs/fieldValue"}}},fieldValue:{
type:["string","number","boolean","array","null"],items:{type:"string"}},content:{type:"object",required:["sou\
rce","bytes","digests"],properties:{source:{type:"string"},bytes:{type:["integer","null"],minimum:0},storedBytes:{
type:["integer","null"],minimum:0},preparation:{$ref:"#/$defs/preparation"},digests:{$ref:"#/$defs/digests"}}},
digests:{type:"object",properties:{md5:{type:"string",pattern:"^[0-9a-f]{32}$"},sha1:{type:"string",pattern:"^\
[0-9a-f]{40}$"},sha224:{type:"string",pattern:"^[0-9a-f]{56}$"},sha256:{type:"string",pattern:"^[0-9a-f]{64}$"},
sha384:{type:"string",pattern:"^[0-9a-f]{96}$"},sha512:{type:"string",pattern:"^[0-9a-f]{128}$"}}},position:{type:"\
object",required:["file","line","column"],properties:{file:{type:"string"},line:{type:"integer"},column:{type:"\
integer"}}},blocker:{type:"object",required:["code","message","candidates"],properties:{code:{type:"string"},message:{
type:"string"},at:{$ref:"#/$defs/position"},candidates:{type:"array",items:{type:"string"}}}},basis:{type:"obj\
ect",required:["images","members","namesakes","owners"],properties:{images:{type:"object",additionalProperties:{
type:"string"}},members:{type:"object",additionalProperties:{type:"string"}},namesakes:{type:"array",items:{type:"\
string"}},owners:{type:"array",items:{type:["string","null"]}}}},error:{type:"object",required:["code","messag\
e","hint"],properties:{code:{type:"string"},message:{type:"string"},hint:{type:["string","null"]},faults:{type:"\
array",items:{type:"object",required:["at","message","hint"],properties:{at:{type:"object"},message:{type:"str\
ing"},hint:{type:["string","null"]}}}},output:{type:"array",items:{type:"string"}}}},step:{type:"object",required:[
"kind"],discriminator:{propertyName:"kind"},oneOf:[{$ref:"#/$defs/compareStep"},{$ref:"#/$defs/stageStep"},{$ref:"\
#/$defs/resumeStep"},{$ref:"#/$defs/uploadStep"},{$ref:"#/$defs/recordStep"},{$ref:"#/$defs/copyToStoresStep"},
{$ref:"#/$defs/checkStep"},{$ref:"#/$defs/shareStep"},{$ref:"#/$defs/deactivateStep"},{$ref:"#/$defs/reactivat\
eStep"},{$ref:"#/$defs/recheckStep"},{$ref:"#/$defs/downloadBackupStep"},{$ref:"#/$defs/publishStep"},{$ref:"#\
/$defs/retireStep"},{$ref:"#/$defs/updateStep"},{$ref:"#/$defs/membersStep"},{$ref:"#/$defs/deleteStep"}]},validators:{
type:"object",required:[],properties:{etag:{type:"string"},lastModified:{type:"string"},length:{type:"integer",
minimum:0}}},patch:{type:"array",items:{$ref:"#/$defs/patchOperation"}},references:{type:"object",additionalProperties:{
type:"string",minLength:1}},after:{type:"array",items:{type:"string",minLength:1}},patchOperation:{type:"objec\
t",required:["op","path"],properties:{op:{enum:["add","replace","remove"]},path:{type:"string",pattern:"^/[^/]\
+$"},value:{type:["string","number","boolean","array","null"],items:{type:"string"}}},if:{properties:{op:{const:"\
remove"}}},else:{required:["value"]}},subject:{oneOf:[{const:"staged"},{type:"object",required:["id"],properties:{
id:{type:"string",minLength:1,maxLength:255}}}]},source:{type:"object",required:["kind"],discriminator:{propertyName:"\
kind"},oneOf:[{$ref:"#/$defs/fileSource"},{$ref:"#/$defs/httpSource"},{$ref:"#/$defs/glanceSource"},{$ref:"#/$\
defs/alternativesSource"}]},glanceSource:{type:"object",required:["kind","cloud","region","image"],properties:{
kind:{const:"glance"},cloud:{type:["string","null"]},region:{type:["string","null"]},image:{type:"string",minLength:1}}},
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
properties:{kind:{const:"resume"},id:{type:"string",minLength:1,maxLength:255}}},preparation:{type:"object",required:[
"decompress","digestsCover"],properties:{decompress:{enum:["auto","none","gz","bz2","xz","lzma","zst","zip","t\
ar","ova"]},digestsCover:{enum:["source","decompressed"]},member:{type:"string"},transform:{type:"array",minItems:1,
items:{type:"string"}},convert:{type:"object",required:["to"],properties:{from:{enum:["ami","ari","aki","vhd",
"vhdx","vmdk","raw","qcow2","vdi","ploop","iso"]},to:{enum:["ami","ari","aki","vhd","vhdx","vmdk","raw","qcow2",
"vdi","ploop","iso"]}}}}},uploadStep:{type:"object",required:["kind","source","expect","method","stores","dete\
ctFormat","inspect"],properties:{kind:{const:"upload"},source:{$ref:"#/$defs/source"},expect:{type:"object",required:[
"digests","size","validators"],properties:{digests:{$ref:"#/$defs/digests"},size:{type:["integer","null"],minimum:0},
validators:{oneOf:[{type:"null"},{$ref:"#/$defs/validators"}]}}},method:{enum:["upload","stage","web-download"]},
stores:{type:"array",items:{type:"string",minLength:1}},prepare:{$ref:"#/$defs/preparation"},detectPacking:{type:"\
boolean"},detectFormat:{type:"boolean"},inspect:{type:"object",required:["diskFormat","containerFormat","minDi\
skGiB","allow"],properties:{diskFormat:{type:["string","null"]},containerFormat:{type:"string"},minDiskGiB:{type:"\
integer",minimum:0},allow:{type:"array",items:{type:"string"}}}}}},recordStep:{type:"object",required:["kind",
"image"],properties:{kind:{const:"record"},image:{$ref:"#/$defs/subject"}}},copyToStoresStep:{type:"object",required:[
"kind","image","stores"],properties:{kind:{const:"copy-to-stores"},image:{$ref:"#/$defs/subject"},stores:{type:"\
array",items:{type:"string",minLength:1}}}},checkStep:{type:"object",required:["kind","command","directory","t\
imeout","keep","member"],properties:{kind:{const:"check"},command:{type:"array",minItems:1,items:{type:"string",
pattern:"^[^\\u0000]*$"}},directory:{type:["string","null"],pattern:"^/[^\\u0000]*$"},timeout:{type:"number",exclusiveMinimum:0},
keep:{type:"boolean"},member:{type:["string","null"],minLength:1,maxLength:255}}},shareStep:{type:"object",required:[
"kind","members","carryFrom"],properties:{kind:{const:"share"},members:{type:["array","null"],items:{type:"str\
ing",minLength:1,maxLength:255}},carryFrom:{type:["string","null"],minLength:1,maxLength:255}}},deactivateStep:{
type:"object",required:["kind","image"],properties:{kind:{const:"deactivate"},image:{$ref:"#/$defs/subject"}}},
reactivateStep:{type:"object",required:["kind","image"],properties:{kind:{const:"reactivate"},image:{$ref:"#/$\
defs/subject"}}},recheckStep:{type:"object",required:["kind"],properties:{kind:{const:"recheck"}}},downloadBackupStep:{
type:"object",required:["kind","id","directory"],properties:{kind:{const:"download-backup"},id:{type:"string",
minLength:1,maxLength:255},directory:{type:"string",minLength:1}}},publishStep:{type:"object",required:["kind",
"patch"],properties:{kind:{const:"publish"},patch:{$ref:"#/$defs/patch"},references:{$ref:"#/$defs/references"}}},
retireStep:{type:"object",required:["kind","id","patch","deactivate"],properties:{kind:{const:"retire"},id:{type:"\
string",minLength:1,maxLength:255},patch:{$ref:"#/$defs/patch"},deactivate:{type:"boolean"},keep:{type:"intege\
r",minimum:0},after:{$ref:"#/$defs/after"}}},updateStep:{type:"object",required:["kind","id","patch"],properties:{
kind:{const:"update"},id:{type:"string",minLength:1,maxLength:255},patch:{$ref:"#/$defs/patch"},references:{$ref:"\
#/$defs/references"}}},membersStep:{type:"object",required:["kind","id","want","add","remove"],properties:{kind:{
const:"members"},id:{type:"string",minLength:1,maxLength:255},want:{type:"array",items:{type:"string",minLength:1,
maxLength:255}},add:{type:"array",items:{type:"string",minLength:1,maxLength:255}},remove:{type:"array",items:{
type:"string",minLength:1,maxLength:255}}}},deleteStep:{type:"object",required:["kind","id","unprotect","reaso\
n"],properties:{kind:{const:"delete"},id:{type:"string",minLength:1,maxLength:255},unprotect:{type:"boolean"},
reason:{enum:["absent","not-kept","retention","leftover","pruned"]},after:{$ref:"#/$defs/after"}}}},$id:"urn:g\
lance-reconcile:schema"},ze=new RegExp("^1\\.(0|[1-9][0-9]*)$","u"),Le=new RegExp("^[0-9a-f]{64}$","u"),Ce=new RegExp(
"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$","u"),Me={type:"object",required:["cloud","region","\
project","projectId","user","endpoint"],properties:{cloud:{type:["string","null"]},region:{type:"string"},project:{
type:"string"},projectId:{type:"string"},withoutProjects:{const:!0},user:{type:"string"},endpoint:{type:"strin\
g"}}};function Z(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=Z.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.cloud===void 0&&(o="cloud")||r.region===void 0&&(o="re\
gion")||r.project===void 0&&(o="project")||r.projectId===void 0&&(o="projectId")||r.user===void 0&&(o="user")||
r.endpoint===void 0&&(o="endpoint"))return Z.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",
params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.cloud!==void 0){let i=r.cloud;
const n=e;if(typeof i!="string"&&i!==null)return Z.errors=[{instancePath:s+"/cloud",schemaPath:"#/properties/c\
loud/type",keyword:"type",params:{type:Me.properties.cloud.type},message:"must be string,null"}],!1;var t=n===
e}else var t=!0;if(t){if(r.region!==void 0){const i=e;if(typeof r.region!="string")return Z.errors=[{instancePath:s+
"/region",schemaPath:"#/properties/region/type",keyword:"type",params:{type:"string"},message:"must be string"}],
!1;var t=i===e}else var t=!0;if(t){if(r.project!==void 0){const i=e;if(typeof r.project!="string")return Z.errors=
[{instancePath:s+"/project",schemaPath:"#/properties/project/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.projectId!==void 0){const i=e;if(typeof r.projectId!=
"string")return Z.errors=[{instancePath:s+"/projectId",schemaPath:"#/properties/projectId/type",keyword:"type",
params:{type:"string"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.withoutProjects!==void 0){
const i=e;if(r.withoutProjects!==!0)return Z.errors=[{instancePath:s+"/withoutProjects",schemaPath:"#/properti\
es/withoutProjects/const",keyword:"const",params:{allowedValue:!0},message:"must be equal to constant"}],!1;var t=i===
e}else var t=!0;if(t){if(r.user!==void 0){const i=e;if(typeof r.user!="string")return Z.errors=[{instancePath:s+
"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var t=i===e}else var t=!0;if(t)if(r.endpoint!==void 0){const i=e;if(typeof r.endpoint!="string")return Z.errors=
[{instancePath:s+"/endpoint",schemaPath:"#/properties/endpoint/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=i===e}else var t=!0}}}}}}else return Z.errors=[{instancePath:s,schemaPath:"#/type",
keyword:"type",params:{type:"object"},message:"must be object"}],!1;return Z.errors=a,e===0}Z.evaluated={props:{
cloud:!0,region:!0,project:!0,projectId:!0,withoutProjects:!0,user:!0,endpoint:!0},dynamicProps:!1,dynamicItems:!1};
const De={type:"object",required:["name","list","at","message","hint"],properties:{name:{type:["string","null"]},
list:{type:["string","null"]},at:{$ref:"#/$defs/position"},message:{type:"string"},hint:{type:["string","null"]}}},
nr={type:"object",required:["file","line","column"],properties:{file:{type:"string"},line:{type:"integer"},column:{
type:"integer"}}};function X(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=X.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.file===void 0&&(o="file")||r.line===void 0&&(o="line")||
r.column===void 0&&(o="column"))return X.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{
missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.file!==void 0){const i=e;if(typeof r.
file!="string")return X.errors=[{instancePath:s+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.line!==void 0){let i=r.line;
const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return X.errors=[{instancePath:s+"/line",schemaPath:"\
#/properties/line/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;var t=n===e}else
var t=!0;if(t)if(r.column!==void 0){let i=r.column;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(
i)))return X.errors=[{instancePath:s+"/column",schemaPath:"#/properties/column/type",keyword:"type",params:{type:"\
integer"},message:"must be integer"}],!1;var t=n===e}else var t=!0}}else return X.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return X.errors=a,e===0}X.evaluated=
{props:{file:!0,line:!0,column:!0},dynamicProps:!1,dynamicItems:!1};function oe(r,{instancePath:s="",parentData:w,
parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=oe.evaluated;if(p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.
name===void 0&&(o="name")||r.list===void 0&&(o="list")||r.at===void 0&&(o="at")||r.message===void 0&&(o="messa\
ge")||r.hint===void 0&&(o="hint"))return oe.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",
params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.name!==void 0){let i=r.name;
const n=e;if(typeof i!="string"&&i!==null)return oe.errors=[{instancePath:s+"/name",schemaPath:"#/properties/n\
ame/type",keyword:"type",params:{type:De.properties.name.type},message:"must be string,null"}],!1;var t=n===e}else
var t=!0;if(t){if(r.list!==void 0){let i=r.list;const n=e;if(typeof i!="string"&&i!==null)return oe.errors=[{instancePath:s+
"/list",schemaPath:"#/properties/list/type",keyword:"type",params:{type:De.properties.list.type},message:"must\
 be string,null"}],!1;var t=n===e}else var t=!0;if(t){if(r.at!==void 0){const i=e;X(r.at,{instancePath:s+"/at",
parentData:r,parentDataProperty:"at",rootData:f,dynamicAnchors:y})||(a=a===null?X.errors:a.concat(X.errors),e=
a.length);var t=i===e}else var t=!0;if(t){if(r.message!==void 0){const i=e;if(typeof r.message!="string")return oe.
errors=[{instancePath:s+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type:"string"},
message:"must be string"}],!1;var t=i===e}else var t=!0;if(t)if(r.hint!==void 0){let i=r.hint;const n=e;if(typeof i!=
"string"&&i!==null)return oe.errors=[{instancePath:s+"/hint",schemaPath:"#/properties/hint/type",keyword:"type",
params:{type:De.properties.hint.type},message:"must be string,null"}],!1;var t=n===e}else var t=!0}}}}else return oe.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;
return oe.errors=a,e===0}oe.evaluated={props:{name:!0,list:!0,at:!0,message:!0,hint:!0},dynamicProps:!1,dynamicItems:!1};
const or={type:"object",required:["create","replace","verify","update","adopt","rename","delete","hide","deact\
ivate","reactivate","resume","held","unchanged","blocked","bytes"],properties:{create:{type:"integer",minimum:0},
replace:{type:"integer",minimum:0},verify:{type:"integer",minimum:0},update:{type:"integer",minimum:0},adopt:{
type:"integer",minimum:0},rename:{type:"integer",minimum:0},delete:{type:"integer",minimum:0},hide:{type:"inte\
ger",minimum:0},deactivate:{type:"integer",minimum:0},reactivate:{type:"integer",minimum:0},resume:{type:"inte\
ger",minimum:0},held:{type:"integer",minimum:0},unchanged:{type:"integer",minimum:0},blocked:{type:"integer",minimum:0},
bytes:{type:"integer",minimum:0}}};function N(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,
dynamicAnchors:y={}}={}){let a=null,e=0;const p=N.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&
(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.create===void 0&&(o="create")||
r.replace===void 0&&(o="replace")||r.verify===void 0&&(o="verify")||r.update===void 0&&(o="update")||r.adopt===
void 0&&(o="adopt")||r.rename===void 0&&(o="rename")||r.delete===void 0&&(o="delete")||r.hide===void 0&&(o="hi\
de")||r.deactivate===void 0&&(o="deactivate")||r.reactivate===void 0&&(o="reactivate")||r.resume===void 0&&(o=
"resume")||r.held===void 0&&(o="held")||r.unchanged===void 0&&(o="unchanged")||r.blocked===void 0&&(o="blocked")||
r.bytes===void 0&&(o="bytes"))return N.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{
missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.create!==void 0){let i=r.create;const n=e;
if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/create",schemaPath:"\
#/properties/create/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i==
"number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/create",schemaPath:"#/properties/cre\
ate/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;
if(t){if(r.replace!==void 0){let i=r.replace;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))
return N.errors=[{instancePath:s+"/replace",schemaPath:"#/properties/replace/type",keyword:"type",params:{type:"\
integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=
[{instancePath:s+"/replace",schemaPath:"#/properties/replace/minimum",keyword:"minimum",params:{comparison:">=",
limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.verify!==void 0){let i=r.verify;const n=e;
if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/verify",schemaPath:"\
#/properties/verify/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i==
"number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/verify",schemaPath:"#/properties/ver\
ify/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;
if(t){if(r.update!==void 0){let i=r.update;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))
return N.errors=[{instancePath:s+"/update",schemaPath:"#/properties/update/type",keyword:"type",params:{type:"\
integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=
[{instancePath:s+"/update",schemaPath:"#/properties/update/minimum",keyword:"minimum",params:{comparison:">=",
limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.adopt!==void 0){let i=r.adopt;const n=e;
if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/adopt",schemaPath:"\
#/properties/adopt/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i==
"number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/adopt",schemaPath:"#/properties/adop\
t/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;
if(t){if(r.rename!==void 0){let i=r.rename;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))
return N.errors=[{instancePath:s+"/rename",schemaPath:"#/properties/rename/type",keyword:"type",params:{type:"\
integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=
[{instancePath:s+"/rename",schemaPath:"#/properties/rename/minimum",keyword:"minimum",params:{comparison:">=",
limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.delete!==void 0){let i=r.delete;const n=e;
if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/delete",schemaPath:"\
#/properties/delete/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i==
"number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/delete",schemaPath:"#/properties/del\
ete/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;
if(t){if(r.hide!==void 0){let i=r.hide;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.
errors=[{instancePath:s+"/hide",schemaPath:"#/properties/hide/type",keyword:"type",params:{type:"integer"},message:"\
must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+
"/hide",schemaPath:"#/properties/hide/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"mus\
t be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.deactivate!==void 0){let i=r.deactivate;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/deactivate",schemaPath:"#/propert\
ies/deactivate/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i==
"number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/deactivate",schemaPath:"#/properties\
/deactivate/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===
e}else var t=!0;if(t){if(r.reactivate!==void 0){let i=r.reactivate;const n=e;if(!(typeof i=="number"&&!(i%1)&&
!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/reactivate",schemaPath:"#/properties/reactivate/typ\
e",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(
i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/reactivate",schemaPath:"#/properties/reactivate/minimum",
keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){
if(r.resume!==void 0){let i=r.resume;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.
errors=[{instancePath:s+"/resume",schemaPath:"#/properties/resume/type",keyword:"type",params:{type:"integer"},
message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+
"/resume",schemaPath:"#/properties/resume/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"\
must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.held!==void 0){let i=r.held;const n=e;if(!(typeof i=="\
number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/held",schemaPath:"#/properties/hel\
d/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(
i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/held",schemaPath:"#/properties/held/minimum",keyword:"m\
inimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.unchanged!==
void 0){let i=r.unchanged;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[
{instancePath:s+"/unchanged",schemaPath:"#/properties/unchanged/type",keyword:"type",params:{type:"integer"},message:"\
must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+
"/unchanged",schemaPath:"#/properties/unchanged/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"\
must be >= 0"}],!1;var t=n===e}else var t=!0;if(t){if(r.blocked!==void 0){let i=r.blocked;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.errors=[{instancePath:s+"/blocked",schemaPath:"#/properties\
/blocked/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="numb\
er"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+"/blocked",schemaPath:"#/properties/blocked\
/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;
if(t)if(r.bytes!==void 0){let i=r.bytes;const n=e;if(!(typeof i=="number"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return N.
errors=[{instancePath:s+"/bytes",schemaPath:"#/properties/bytes/type",keyword:"type",params:{type:"integer"},message:"\
must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return N.errors=[{instancePath:s+
"/bytes",schemaPath:"#/properties/bytes/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"m\
ust be >= 0"}],!1;var t=n===e}else var t=!0}}}}}}}}}}}}}}else return N.errors=[{instancePath:s,schemaPath:"#/t\
ype",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return N.errors=a,e===0}N.evaluated={
props:{create:!0,replace:!0,verify:!0,update:!0,adopt:!0,rename:!0,delete:!0,hide:!0,deactivate:!0,reactivate:!0,
resume:!0,held:!0,unchanged:!0,blocked:!0,bytes:!0},dynamicProps:!1,dynamicItems:!1};const $e={type:"object",required:[
"region","name","action","imageId","reason","fields","content","blockedBy","warnings","basis","steps","timeout"],
properties:{region:{type:"string"},name:{type:"string"},action:{enum:["create","replace","verify","update","ad\
opt","rename","delete","hide","deactivate","reactivate","resume","held","unchanged"]},imageId:{type:["string",
"null"],minLength:1,maxLength:255},reason:{type:"string"},adopts:{type:"array",minItems:1,items:{$ref:"#/$defs\
/adopted"}},fields:{type:"array",items:{$ref:"#/$defs/field"}},held:{type:"object",required:["since","turnedDo\
wn"],properties:{since:{type:"string"},turnedDown:{type:"object",required:["imageId","digest","version"],properties:{
imageId:{type:["string","null"]},digest:{type:["string","null"]},version:{type:["string","null"]}}}}},content:{
oneOf:[{type:"null"},{$ref:"#/$defs/content"}]},blockedBy:{type:"array",items:{$ref:"#/$defs/blocker"}},warnings:{
type:"array",items:{type:"string"}},basis:{$ref:"#/$defs/basis"},steps:{type:"array",items:{$ref:"#/$defs/step"}},
notedBy:{type:"array",minItems:1,items:{type:"string"}},timeout:{type:["number","null"],exclusiveMinimum:0},outcome:{
enum:["done","failed","skipped","stale"]},error:{oneOf:[{type:"null"},{$ref:"#/$defs/error"}]},seconds:{type:"\
number",minimum:0},verified:{type:"object",required:["bytes","digests"],properties:{bytes:{type:"integer",minimum:0},
digests:{$ref:"#/$defs/digests"}}}},dependentRequired:{outcome:["error","seconds"]}},D=We,Fe={type:"object",required:[
"id","name","owner","protected","by"],properties:{id:{type:"string"},name:{type:["string","null"]},owner:{type:[
"string","null"]},protected:{type:"boolean"},by:{type:"string"}}};function te(r,{instancePath:s="",parentData:w,
parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=te.evaluated;if(p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.
id===void 0&&(o="id")||r.name===void 0&&(o="name")||r.owner===void 0&&(o="owner")||r.protected===void 0&&(o="p\
rotected")||r.by===void 0&&(o="by"))return te.errors=[{instancePath:s,schemaPath:"#/required",keyword:"require\
d",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.id!==void 0){const i=e;if(typeof r.
id!="string")return te.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.name!==void 0){let i=r.name;
const n=e;if(typeof i!="string"&&i!==null)return te.errors=[{instancePath:s+"/name",schemaPath:"#/properties/n\
ame/type",keyword:"type",params:{type:Fe.properties.name.type},message:"must be string,null"}],!1;var t=n===e}else
var t=!0;if(t){if(r.owner!==void 0){let i=r.owner;const n=e;if(typeof i!="string"&&i!==null)return te.errors=[
{instancePath:s+"/owner",schemaPath:"#/properties/owner/type",keyword:"type",params:{type:Fe.properties.owner.
type},message:"must be string,null"}],!1;var t=n===e}else var t=!0;if(t){if(r.protected!==void 0){const i=e;if(typeof r.
protected!="boolean")return te.errors=[{instancePath:s+"/protected",schemaPath:"#/properties/protected/type",keyword:"\
type",params:{type:"boolean"},message:"must be boolean"}],!1;var t=i===e}else var t=!0;if(t)if(r.by!==void 0){
const i=e;if(typeof r.by!="string")return te.errors=[{instancePath:s+"/by",schemaPath:"#/properties/by/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=i===e}else var t=!0}}}}else return te.errors=
[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return te.
errors=a,e===0}te.evaluated={props:{id:!0,name:!0,owner:!0,protected:!0,by:!0},dynamicProps:!1,dynamicItems:!1};
const pr={type:"object",required:["path","before","after"],properties:{path:{type:"string",minLength:1},before:{
$ref:"#/$defs/fieldValue"},after:{$ref:"#/$defs/fieldValue"}}},Ge={type:["string","number","boolean","array","\
null"],items:{type:"string"}};function fe(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,
dynamicAnchors:y={}}={}){let a=null,e=0;const p=fe.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&
(p.items=void 0),typeof r!="string"&&!(typeof r=="number"&&isFinite(r))&&typeof r!="boolean"&&!Array.isArray(r)&&
r!==null)return fe.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:Ge.type},message:"m\
ust be string,number,boolean,array,null"}],!1;if(e===0&&Array.isArray(r)){var t=!0;const o=r.length;for(let i=0;i<
o;i++){const n=e;if(typeof r[i]!="string")return fe.errors=[{instancePath:s+"/"+i,schemaPath:"#/items/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=n===e;if(!t)break}}return fe.errors=a,e===0}fe.
evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};function ge(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ge.evaluated;if(p.dynamicProps&&(p.props=void 0),
p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.path===void 0&&
(o="path")||r.before===void 0&&(o="before")||r.after===void 0&&(o="after"))return ge.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
path!==void 0){let i=r.path;const n=e;if(e===n)if(typeof i=="string"){if(D(i)<1)return ge.errors=[{instancePath:s+
"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have f\
ewer than 1 characters"}],!1}else return ge.errors=[{instancePath:s+"/path",schemaPath:"#/properties/path/type",
keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.before!==
void 0){const i=e;fe(r.before,{instancePath:s+"/before",parentData:r,parentDataProperty:"before",rootData:f,dynamicAnchors:y})||
(a=a===null?fe.errors:a.concat(fe.errors),e=a.length);var t=i===e}else var t=!0;if(t)if(r.after!==void 0){const i=e;
fe(r.after,{instancePath:s+"/after",parentData:r,parentDataProperty:"after",rootData:f,dynamicAnchors:y})||(a=
a===null?fe.errors:a.concat(fe.errors),e=a.length);var t=i===e}else var t=!0}}else return ge.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return ge.errors=a,e===
0}ge.evaluated={props:{path:!0,before:!0,after:!0},dynamicProps:!1,dynamicItems:!1};const Oe={type:"object",required:[
"source","bytes","digests"],properties:{source:{type:"string"},bytes:{type:["integer","null"],minimum:0},storedBytes:{
type:["integer","null"],minimum:0},preparation:{$ref:"#/$defs/preparation"},digests:{$ref:"#/$defs/digests"}}},
Ae={type:"object",required:["decompress","digestsCover"],properties:{decompress:{enum:["auto","none","gz","bz2",
"xz","lzma","zst","zip","tar","ova"]},digestsCover:{enum:["source","decompressed"]},member:{type:"string"},transform:{
type:"array",minItems:1,items:{type:"string"}},convert:{type:"object",required:["to"],properties:{from:{enum:[
"ami","ari","aki","vhd","vhdx","vmdk","raw","qcow2","vdi","ploop","iso"]},to:{enum:["ami","ari","aki","vhd","v\
hdx","vmdk","raw","qcow2","vdi","ploop","iso"]}}}}};function E(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=E.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let n;if(r.decompress===void 0&&
(n="decompress")||r.digestsCover===void 0&&(n="digestsCover"))return E.errors=[{instancePath:s,schemaPath:"#/r\
equired",keyword:"required",params:{missingProperty:n},message:"must have required property '"+n+"'"}],!1;if(r.
decompress!==void 0){let m=r.decompress;const g=e;if(!(m==="auto"||m==="none"||m==="gz"||m==="bz2"||m==="xz"||
m==="lzma"||m==="zst"||m==="zip"||m==="tar"||m==="ova"))return E.errors=[{instancePath:s+"/decompress",schemaPath:"\
#/properties/decompress/enum",keyword:"enum",params:{allowedValues:Ae.properties.decompress.enum},message:"mus\
t be equal to one of the allowed values"}],!1;var t=g===e}else var t=!0;if(t){if(r.digestsCover!==void 0){let m=r.
digestsCover;const g=e;if(!(m==="source"||m==="decompressed"))return E.errors=[{instancePath:s+"/digestsCover",
schemaPath:"#/properties/digestsCover/enum",keyword:"enum",params:{allowedValues:Ae.properties.digestsCover.enum},
message:"must be equal to one of the allowed values"}],!1;var t=g===e}else var t=!0;if(t){if(r.member!==void 0){
const m=e;if(typeof r.member!="string")return E.errors=[{instancePath:s+"/member",schemaPath:"#/properties/mem\
ber/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=m===e}else var t=!0;if(t){
if(r.transform!==void 0){let m=r.transform;const g=e;if(e===g)if(Array.isArray(m)){if(m.length<1)return E.errors=
[{instancePath:s+"/transform",schemaPath:"#/properties/transform/minItems",keyword:"minItems",params:{limit:1},
message:"must NOT have fewer than 1 items"}],!1;{var o=!0;const c=m.length;for(let u=0;u<c;u++){const h=e;if(typeof m[u]!=
"string")return E.errors=[{instancePath:s+"/transform/"+u,schemaPath:"#/properties/transform/items/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var o=h===e;if(!o)break}}}else return E.errors=[{instancePath:s+
"/transform",schemaPath:"#/properties/transform/type",keyword:"type",params:{type:"array"},message:"must be ar\
ray"}],!1;var t=g===e}else var t=!0;if(t)if(r.convert!==void 0){let m=r.convert;const g=e;if(e===g)if(m&&typeof m==
"object"&&!Array.isArray(m)){let c;if(m.to===void 0&&(c="to"))return E.errors=[{instancePath:s+"/convert",schemaPath:"\
#/properties/convert/required",keyword:"required",params:{missingProperty:c},message:"must have required prope\
rty '"+c+"'"}],!1;if(m.from!==void 0){let u=m.from;const h=e;if(!(u==="ami"||u==="ari"||u==="aki"||u==="vhd"||
u==="vhdx"||u==="vmdk"||u==="raw"||u==="qcow2"||u==="vdi"||u==="ploop"||u==="iso"))return E.errors=[{instancePath:s+
"/convert/from",schemaPath:"#/properties/convert/properties/from/enum",keyword:"enum",params:{allowedValues:Ae.
properties.convert.properties.from.enum},message:"must be equal to one of the allowed values"}],!1;var i=h===e}else
var i=!0;if(i)if(m.to!==void 0){let u=m.to;const h=e;if(!(u==="ami"||u==="ari"||u==="aki"||u==="vhd"||u==="vhd\
x"||u==="vmdk"||u==="raw"||u==="qcow2"||u==="vdi"||u==="ploop"||u==="iso"))return E.errors=[{instancePath:s+"/\
convert/to",schemaPath:"#/properties/convert/properties/to/enum",keyword:"enum",params:{allowedValues:Ae.properties.
convert.properties.to.enum},message:"must be equal to one of the allowed values"}],!1;var i=h===e}else var i=!0}else
return E.errors=[{instancePath:s+"/convert",schemaPath:"#/properties/convert/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;var t=g===e}else var t=!0}}}}else return E.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return E.errors=a,e===0}E.evaluated=
{props:{decompress:!0,digestsCover:!0,member:!0,transform:!0,convert:!0},dynamicProps:!1,dynamicItems:!1};const mr={
type:"object",properties:{md5:{type:"string",pattern:"^[0-9a-f]{32}$"},sha1:{type:"string",pattern:"^[0-9a-f]{\
40}$"},sha224:{type:"string",pattern:"^[0-9a-f]{56}$"},sha256:{type:"string",pattern:"^[0-9a-f]{64}$"},sha384:{
type:"string",pattern:"^[0-9a-f]{96}$"},sha512:{type:"string",pattern:"^[0-9a-f]{128}$"}}},He=new RegExp("^[0-\
9a-f]{32}$","u"),Ze=new RegExp("^[0-9a-f]{40}$","u"),Ke=new RegExp("^[0-9a-f]{56}$","u"),Je=new RegExp("^[0-9a\
-f]{96}$","u"),Qe=new RegExp("^[0-9a-f]{128}$","u");function O(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=O.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.md5!==void 0){let o=r.md5;
const i=e;if(e===i)if(typeof o=="string"){if(!He.test(o))return O.errors=[{instancePath:s+"/md5",schemaPath:"#\
/properties/md5/pattern",keyword:"pattern",params:{pattern:"^[0-9a-f]{32}$"},message:'must match pattern "^[0-\
9a-f]{32}$"'}],!1}else return O.errors=[{instancePath:s+"/md5",schemaPath:"#/properties/md5/type",keyword:"typ\
e",params:{type:"string"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.sha1!==void 0){let o=r.
sha1;const i=e;if(e===i)if(typeof o=="string"){if(!Ze.test(o))return O.errors=[{instancePath:s+"/sha1",schemaPath:"\
#/properties/sha1/pattern",keyword:"pattern",params:{pattern:"^[0-9a-f]{40}$"},message:'must match pattern "^[\
0-9a-f]{40}$"'}],!1}else return O.errors=[{instancePath:s+"/sha1",schemaPath:"#/properties/sha1/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.sha224!==void 0){
let o=r.sha224;const i=e;if(e===i)if(typeof o=="string"){if(!Ke.test(o))return O.errors=[{instancePath:s+"/sha\
224",schemaPath:"#/properties/sha224/pattern",keyword:"pattern",params:{pattern:"^[0-9a-f]{56}$"},message:'mus\
t match pattern "^[0-9a-f]{56}$"'}],!1}else return O.errors=[{instancePath:s+"/sha224",schemaPath:"#/propertie\
s/sha224/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===e}else var t=!0;if(t){
if(r.sha256!==void 0){let o=r.sha256;const i=e;if(e===i)if(typeof o=="string"){if(!Le.test(o))return O.errors=
[{instancePath:s+"/sha256",schemaPath:"#/properties/sha256/pattern",keyword:"pattern",params:{pattern:"^[0-9a-\
f]{64}$"},message:'must match pattern "^[0-9a-f]{64}$"'}],!1}else return O.errors=[{instancePath:s+"/sha256",schemaPath:"\
#/properties/sha256/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=i===e}else
var t=!0;if(t){if(r.sha384!==void 0){let o=r.sha384;const i=e;if(e===i)if(typeof o=="string"){if(!Je.test(o))return O.
errors=[{instancePath:s+"/sha384",schemaPath:"#/properties/sha384/pattern",keyword:"pattern",params:{pattern:"\
^[0-9a-f]{96}$"},message:'must match pattern "^[0-9a-f]{96}$"'}],!1}else return O.errors=[{instancePath:s+"/sh\
a384",schemaPath:"#/properties/sha384/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var t=i===e}else var t=!0;if(t)if(r.sha512!==void 0){let o=r.sha512;const i=e;if(e===i)if(typeof o=="string"){
if(!Qe.test(o))return O.errors=[{instancePath:s+"/sha512",schemaPath:"#/properties/sha512/pattern",keyword:"pa\
ttern",params:{pattern:"^[0-9a-f]{128}$"},message:'must match pattern "^[0-9a-f]{128}$"'}],!1}else return O.errors=
[{instancePath:s+"/sha512",schemaPath:"#/properties/sha512/type",keyword:"type",params:{type:"string"},message:"\
must be string"}],!1;var t=i===e}else var t=!0}}}}}else return O.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return O.errors=a,e===0}O.evaluated={props:{md5:!0,
sha1:!0,sha224:!0,sha256:!0,sha384:!0,sha512:!0},dynamicProps:!1,dynamicItems:!1};function se(r,{instancePath:s="",
parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=se.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let o;if(r.source===void 0&&(o="source")||r.bytes===void 0&&(o="bytes")||r.digests===void 0&&(o="digests"))
return se.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"\
must have required property '"+o+"'"}],!1;if(r.source!==void 0){const i=e;if(typeof r.source!="string")return se.
errors=[{instancePath:s+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type:"string"},
message:"must be string"}],!1;var t=i===e}else var t=!0;if(t){if(r.bytes!==void 0){let i=r.bytes;const n=e;if(!(typeof i==
"number"&&!(i%1)&&!isNaN(i)&&isFinite(i))&&i!==null)return se.errors=[{instancePath:s+"/bytes",schemaPath:"#/p\
roperties/bytes/type",keyword:"type",params:{type:Oe.properties.bytes.type},message:"must be integer,null"}],!1;
if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return se.errors=[{instancePath:s+"/bytes",schemaPath:"\
#/properties/bytes/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===
e}else var t=!0;if(t){if(r.storedBytes!==void 0){let i=r.storedBytes;const n=e;if(!(typeof i=="number"&&!(i%1)&&
!isNaN(i)&&isFinite(i))&&i!==null)return se.errors=[{instancePath:s+"/storedBytes",schemaPath:"#/properties/st\
oredBytes/type",keyword:"type",params:{type:Oe.properties.storedBytes.type},message:"must be integer,null"}],!1;
if(e===n&&typeof i=="number"&&isFinite(i)&&(i<0||isNaN(i)))return se.errors=[{instancePath:s+"/storedBytes",schemaPath:"\
#/properties/storedBytes/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],
!1;var t=n===e}else var t=!0;if(t){if(r.preparation!==void 0){const i=e;E(r.preparation,{instancePath:s+"/prep\
aration",parentData:r,parentDataProperty:"preparation",rootData:f,dynamicAnchors:y})||(a=a===null?E.errors:a.concat(
E.errors),e=a.length);var t=i===e}else var t=!0;if(t)if(r.digests!==void 0){const i=e;O(r.digests,{instancePath:s+
"/digests",parentData:r,parentDataProperty:"digests",rootData:f,dynamicAnchors:y})||(a=a===null?O.errors:a.concat(
O.errors),e=a.length);var t=i===e}else var t=!0}}}}else return se.errors=[{instancePath:s,schemaPath:"#/type",
keyword:"type",params:{type:"object"},message:"must be object"}],!1;return se.errors=a,e===0}se.evaluated={props:{
source:!0,bytes:!0,storedBytes:!0,preparation:!0,digests:!0},dynamicProps:!1,dynamicItems:!1};const ur={type:"\
object",required:["code","message","candidates"],properties:{code:{type:"string"},message:{type:"string"},at:{
$ref:"#/$defs/position"},candidates:{type:"array",items:{type:"string"}}}};function pe(r,{instancePath:s="",parentData:w,
parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=pe.evaluated;if(p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let i;if(r.
code===void 0&&(i="code")||r.message===void 0&&(i="message")||r.candidates===void 0&&(i="candidates"))return pe.
errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:i},message:"must ha\
ve required property '"+i+"'"}],!1;if(r.code!==void 0){const n=e;if(typeof r.code!="string")return pe.errors=[
{instancePath:s+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{type:"string"},message:"mus\
t be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.message!==void 0){const n=e;if(typeof r.message!="strin\
g")return pe.errors=[{instancePath:s+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.at!==void 0){const n=e;X(r.at,
{instancePath:s+"/at",parentData:r,parentDataProperty:"at",rootData:f,dynamicAnchors:y})||(a=a===null?X.errors:
a.concat(X.errors),e=a.length);var t=n===e}else var t=!0;if(t)if(r.candidates!==void 0){let n=r.candidates;const m=e;
if(e===m)if(Array.isArray(n)){var o=!0;const k=n.length;for(let c=0;c<k;c++){const u=e;if(typeof n[c]!="string")
return pe.errors=[{instancePath:s+"/candidates/"+c,schemaPath:"#/properties/candidates/items/type",keyword:"ty\
pe",params:{type:"string"},message:"must be string"}],!1;var o=u===e;if(!o)break}}else return pe.errors=[{instancePath:s+
"/candidates",schemaPath:"#/properties/candidates/type",keyword:"type",params:{type:"array"},message:"must be \
array"}],!1;var t=m===e}else var t=!0}}}else return pe.errors=[{instancePath:s,schemaPath:"#/type",keyword:"ty\
pe",params:{type:"object"},message:"must be object"}],!1;return pe.errors=a,e===0}pe.evaluated={props:{code:!0,
message:!0,at:!0,candidates:!0},dynamicProps:!1,dynamicItems:!1};const Ue={type:"object",required:["images","m\
embers","namesakes","owners"],properties:{images:{type:"object",additionalProperties:{type:"string"}},members:{
type:"object",additionalProperties:{type:"string"}},namesakes:{type:"array",items:{type:"string"}},owners:{type:"\
array",items:{type:["string","null"]}}}};function M(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,
dynamicAnchors:y={}}={}){let a=null,e=0;const p=M.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&
(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let g;if(r.images===void 0&&(g="images")||
r.members===void 0&&(g="members")||r.namesakes===void 0&&(g="namesakes")||r.owners===void 0&&(g="owners"))return M.
errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:g},message:"must ha\
ve required property '"+g+"'"}],!1;if(r.images!==void 0){let k=r.images;const c=e;if(e===c)if(k&&typeof k=="ob\
ject"&&!Array.isArray(k))for(const u in k){const h=e;if(typeof k[u]!="string")return M.errors=[{instancePath:s+
"/images/"+u.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/images/additionalProperties/type",
keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=h===e;if(!t)break}else return M.errors=
[{instancePath:s+"/images",schemaPath:"#/properties/images/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;var o=c===e}else var o=!0;if(o){if(r.members!==void 0){let k=r.members;const c=e;if(e===c)
if(k&&typeof k=="object"&&!Array.isArray(k))for(const h in k){const j=e;if(typeof k[h]!="string")return M.errors=
[{instancePath:s+"/members/"+h.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/members/additio\
nalProperties/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var i=j===e;if(!i)break}else
return M.errors=[{instancePath:s+"/members",schemaPath:"#/properties/members/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;var o=c===e}else var o=!0;if(o){if(r.namesakes!==void 0){let k=r.namesakes;
const c=e;if(e===c)if(Array.isArray(k)){var n=!0;const h=k.length;for(let j=0;j<h;j++){const _=e;if(typeof k[j]!=
"string")return M.errors=[{instancePath:s+"/namesakes/"+j,schemaPath:"#/properties/namesakes/items/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var n=_===e;if(!n)break}}else return M.errors=[{instancePath:s+
"/namesakes",schemaPath:"#/properties/namesakes/type",keyword:"type",params:{type:"array"},message:"must be ar\
ray"}],!1;var o=c===e}else var o=!0;if(o)if(r.owners!==void 0){let k=r.owners;const c=e;if(e===c)if(Array.isArray(
k)){var m=!0;const h=k.length;for(let j=0;j<h;j++){let _=k[j];const d=e;if(typeof _!="string"&&_!==null)return M.
errors=[{instancePath:s+"/owners/"+j,schemaPath:"#/properties/owners/items/type",keyword:"type",params:{type:Ue.
properties.owners.items.type},message:"must be string,null"}],!1;var m=d===e;if(!m)break}}else return M.errors=
[{instancePath:s+"/owners",schemaPath:"#/properties/owners/type",keyword:"type",params:{type:"array"},message:"\
must be array"}],!1;var o=c===e}else var o=!0}}}else return M.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return M.errors=a,e===0}M.evaluated={props:{images:!0,
members:!0,namesakes:!0,owners:!0},dynamicProps:!1,dynamicItems:!1};const lr={type:"object",required:["kind"],
discriminator:{propertyName:"kind"},oneOf:[{$ref:"#/$defs/compareStep"},{$ref:"#/$defs/stageStep"},{$ref:"#/$d\
efs/resumeStep"},{$ref:"#/$defs/uploadStep"},{$ref:"#/$defs/recordStep"},{$ref:"#/$defs/copyToStoresStep"},{$ref:"\
#/$defs/checkStep"},{$ref:"#/$defs/shareStep"},{$ref:"#/$defs/deactivateStep"},{$ref:"#/$defs/reactivateStep"},
{$ref:"#/$defs/recheckStep"},{$ref:"#/$defs/downloadBackupStep"},{$ref:"#/$defs/publishStep"},{$ref:"#/$defs/r\
etireStep"},{$ref:"#/$defs/updateStep"},{$ref:"#/$defs/membersStep"},{$ref:"#/$defs/deleteStep"}]},Se={type:"o\
bject",required:["kind","id","digests","read","bytes","same","refused"],properties:{kind:{const:"compare"},id:{
type:"string",minLength:1,maxLength:255},digests:{$ref:"#/$defs/digests"},read:{oneOf:[{const:"image"},{$ref:"\
#/$defs/source"}]},bytes:{type:["integer","null"],minimum:0},same:{type:"array",items:{$ref:"#/$defs/step"}},refused:{
type:["string","null"]}}},dr={type:"object",required:["kind"],discriminator:{propertyName:"kind"},oneOf:[{$ref:"\
#/$defs/fileSource"},{$ref:"#/$defs/httpSource"},{$ref:"#/$defs/glanceSource"},{$ref:"#/$defs/alternativesSour\
ce"}]},fr={type:"object",required:["kind","path"],properties:{kind:{const:"file"},path:{type:"string",minLength:1}}};
function Y(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=Y.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.path===void 0&&(o="path"))return Y.errors=
[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must have requ\
ired property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="file")return Y.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"file"},message:"must be equ\
al to constant"}],!1;var t=i===e}else var t=!0;if(t)if(r.path!==void 0){let i=r.path;const n=e;if(e===n)if(typeof i==
"string"){if(D(i)<1)return Y.errors=[{instancePath:s+"/path",schemaPath:"#/properties/path/minLength",keyword:"\
minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return Y.errors=[{instancePath:s+
"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var t=n===e}else var t=!0}else return Y.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;return Y.errors=a,e===0}Y.evaluated={props:{kind:!0,path:!0},dynamicProps:!1,
dynamicItems:!1};const yr={type:"object",required:["kind","url"],properties:{kind:{const:"http"},url:{type:"st\
ring",pattern:"^[Hh][Tt][Tt][Pp][Ss]?://"},cachedAt:{type:"string",minLength:1},cachedBelow:{type:"string",minLength:1},
queryDigest:{type:"string",pattern:"^[0-9a-f]{16}$"},needsAuth:{const:!0}}},Xe=new RegExp("^[Hh][Tt][Tt][Pp][S\
s]?://","u"),Ye=new RegExp("^[0-9a-f]{16}$","u");function R(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=R.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o=
"kind")||r.url===void 0&&(o="url"))return R.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",
params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.
kind!=="http")return R.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{
allowedValue:"http"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.url!==void 0){
let i=r.url;const n=e;if(e===n)if(typeof i=="string"){if(!Xe.test(i))return R.errors=[{instancePath:s+"/url",schemaPath:"\
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
n)if(typeof i=="string"){if(!Ye.test(i))return R.errors=[{instancePath:s+"/queryDigest",schemaPath:"#/properti\
es/queryDigest/pattern",keyword:"pattern",params:{pattern:"^[0-9a-f]{16}$"},message:'must match pattern "^[0-9\
a-f]{16}$"'}],!1}else return R.errors=[{instancePath:s+"/queryDigest",schemaPath:"#/properties/queryDigest/typ\
e",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t)if(r.needsAuth!==
void 0){const i=e;if(r.needsAuth!==!0)return R.errors=[{instancePath:s+"/needsAuth",schemaPath:"#/properties/n\
eedsAuth/const",keyword:"const",params:{allowedValue:!0},message:"must be equal to constant"}],!1;var t=i===e}else
var t=!0}}}}}else return R.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;return R.errors=a,e===0}R.evaluated={props:{kind:!0,url:!0,cachedAt:!0,cachedBelow:!0,queryDigest:!0,
needsAuth:!0},dynamicProps:!1,dynamicItems:!1};const Te={type:"object",required:["kind","cloud","region","imag\
e"],properties:{kind:{const:"glance"},cloud:{type:["string","null"]},region:{type:["string","null"]},image:{type:"\
string",minLength:1}}};function ie(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=ie.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.cloud===void 0&&(o="cloud")||
r.region===void 0&&(o="region")||r.image===void 0&&(o="image"))return ie.errors=[{instancePath:s,schemaPath:"#\
/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
kind!==void 0){const i=e;if(r.kind!=="glance")return ie.errors=[{instancePath:s+"/kind",schemaPath:"#/properti\
es/kind/const",keyword:"const",params:{allowedValue:"glance"},message:"must be equal to constant"}],!1;var t=i===
e}else var t=!0;if(t){if(r.cloud!==void 0){let i=r.cloud;const n=e;if(typeof i!="string"&&i!==null)return ie.errors=
[{instancePath:s+"/cloud",schemaPath:"#/properties/cloud/type",keyword:"type",params:{type:Te.properties.cloud.
type},message:"must be string,null"}],!1;var t=n===e}else var t=!0;if(t){if(r.region!==void 0){let i=r.region;
const n=e;if(typeof i!="string"&&i!==null)return ie.errors=[{instancePath:s+"/region",schemaPath:"#/properties\
/region/type",keyword:"type",params:{type:Te.properties.region.type},message:"must be string,null"}],!1;var t=n===
e}else var t=!0;if(t)if(r.image!==void 0){let i=r.image;const n=e;if(e===n)if(typeof i=="string"){if(D(i)<1)return ie.
errors=[{instancePath:s+"/image",schemaPath:"#/properties/image/minLength",keyword:"minLength",params:{limit:1},
message:"must NOT have fewer than 1 characters"}],!1}else return ie.errors=[{instancePath:s+"/image",schemaPath:"\
#/properties/image/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0}}}else
return ie.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"}],!1;return ie.errors=a,e===0}ie.evaluated={props:{kind:!0,cloud:!0,region:!0,image:!0},dynamicProps:!1,
dynamicItems:!1};const cr={type:"object",required:["kind","places"],properties:{kind:{const:"alternatives"},places:{
type:"array",minItems:1,items:{type:"object",required:["kind"],discriminator:{propertyName:"kind"},oneOf:[{$ref:"\
#/$defs/fileSource"},{$ref:"#/$defs/httpSource"}]}}}};function K(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=K.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let n;if(r.kind===void 0&&(n=
"kind")||r.places===void 0&&(n="places"))return K.errors=[{instancePath:s,schemaPath:"#/required",keyword:"req\
uired",params:{missingProperty:n},message:"must have required property '"+n+"'"}],!1;if(r.kind!==void 0){const m=e;
if(r.kind!=="alternatives")return K.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"\
const",params:{allowedValue:"alternatives"},message:"must be equal to constant"}],!1;var t=m===e}else var t=!0;
if(t)if(r.places!==void 0){let m=r.places;const g=e;if(e===g)if(Array.isArray(m)){if(m.length<1)return K.errors=
[{instancePath:s+"/places",schemaPath:"#/properties/places/minItems",keyword:"minItems",params:{limit:1},message:"\
must NOT have fewer than 1 items"}],!1;{var o=!0;const c=m.length;for(let u=0;u<c;u++){let h=m[u];const j=e;if(e===
j)if(h&&typeof h=="object"&&!Array.isArray(h)){let d;if(h.kind===void 0&&(d="kind"))return K.errors=[{instancePath:s+
"/places/"+u,schemaPath:"#/properties/places/items/required",keyword:"required",params:{missingProperty:d},message:"\
must have required property '"+d+"'"}],!1;{const q=h.kind;if(typeof q=="string")if(q==="file"){Y(h,{instancePath:s+
"/places/"+u,parentData:m,parentDataProperty:u,rootData:f,dynamicAnchors:y})||(a=a===null?Y.errors:a.concat(Y.
errors),e=a.length);var i={};i.kind=!0,i.path=!0}else if(q==="http")R(h,{instancePath:s+"/places/"+u,parentData:m,
parentDataProperty:u,rootData:f,dynamicAnchors:y})||(a=a===null?R.errors:a.concat(R.errors),e=a.length),i!==!0&&
(i=i||{},i.kind=!0,i.url=!0,i.cachedAt=!0,i.cachedBelow=!0,i.queryDigest=!0,i.needsAuth=!0);else return K.errors=
[{instancePath:s+"/places/"+u,schemaPath:"#/properties/places/items/discriminator",keyword:"discriminator",params:{
error:"mapping",tag:"kind",tagValue:q},message:'value of tag "kind" must be in oneOf'}],!1;else return K.errors=
[{instancePath:s+"/places/"+u,schemaPath:"#/properties/places/items/discriminator",keyword:"discriminator",params:{
error:"tag",tag:"kind",tagValue:q},message:'tag "kind" must be string'}],!1}}else return K.errors=[{instancePath:s+
"/places/"+u,schemaPath:"#/properties/places/items/type",keyword:"type",params:{type:"object"},message:"must b\
e object"}],!1;var o=j===e;if(!o)break}}}else return K.errors=[{instancePath:s+"/places",schemaPath:"#/propert\
ies/places/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=g===e}else var t=!0}else
return K.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return K.errors=a,e===0}K.evaluated={props:{kind:!0,places:!0},dynamicProps:!1,dynamicItems:!1};function ae(r,{
instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ae.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind"))return ae.errors=[{instancePath:s,schemaPath:"#/requir\
ed",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;{const i=r.
kind;if(typeof i=="string")if(i==="file"){Y(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||
(a=a===null?Y.errors:a.concat(Y.errors),e=a.length);var t={};t.kind=!0,t.path=!0}else if(i==="http")R(r,{instancePath:s,
parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?R.errors:a.concat(R.errors),e=a.length),
t!==!0&&(t=t||{},t.kind=!0,t.url=!0,t.cachedAt=!0,t.cachedBelow=!0,t.queryDigest=!0,t.needsAuth=!0);else if(i===
"glance")ie(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?ie.
errors:a.concat(ie.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.cloud=!0,t.region=!0,t.image=!0);else if(i===
"alternatives")K(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?
K.errors:a.concat(K.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.places=!0);else return ae.errors=[{instancePath:s,
schemaPath:"#/discriminator",keyword:"discriminator",params:{error:"mapping",tag:"kind",tagValue:i},message:'v\
alue of tag "kind" must be in oneOf'}],!1;else return ae.errors=[{instancePath:s,schemaPath:"#/discriminator",
keyword:"discriminator",params:{error:"tag",tag:"kind",tagValue:i},message:'tag "kind" must be string'}],!1}}else
return ae.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"}],!1;return ae.errors=a,p.props=t,e===0}ae.evaluated={dynamicProps:!0,dynamicItems:!1};const Ne={validate:ce};
function C(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=C.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let n;if(r.kind===void 0&&(n="kind")||r.id===void 0&&(n="id")||r.digests===void 0&&
(n="digests")||r.read===void 0&&(n="read")||r.bytes===void 0&&(n="bytes")||r.same===void 0&&(n="same")||r.refused===
void 0&&(n="refused"))return C.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:n},
message:"must have required property '"+n+"'"}],!1;if(r.kind!==void 0){const m=e;if(r.kind!=="compare")return C.
errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"com\
pare"},message:"must be equal to constant"}],!1;var t=m===e}else var t=!0;if(t){if(r.id!==void 0){let m=r.id;const g=e;
if(e===g)if(typeof m=="string"){if(D(m)>255)return C.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id\
/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(
m)<1)return C.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return C.errors=[{instancePath:s+"/id",schemaPath:"\
#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=g===e}else var t=!0;
if(t){if(r.digests!==void 0){const m=e;O(r.digests,{instancePath:s+"/digests",parentData:r,parentDataProperty:"\
digests",rootData:f,dynamicAnchors:y})||(a=a===null?O.errors:a.concat(O.errors),e=a.length);var t=m===e}else var t=!0;
if(t){if(r.read!==void 0){let m=r.read;const g=e,k=e;let c=!1,u=null;const h=e;if(m!=="image"){const d={instancePath:s+
"/read",schemaPath:"#/properties/read/oneOf/0/const",keyword:"const",params:{allowedValue:"image"},message:"mu\
st be equal to constant"};a===null?a=[d]:a.push(d),e++}var o=h===e;o&&(c=!0,u=0);const j=e;ae(m,{instancePath:s+
"/read",parentData:r,parentDataProperty:"read",rootData:f,dynamicAnchors:y})||(a=a===null?ae.errors:a.concat(ae.
errors),e=a.length);var o=j===e;if(o&&c?(c=!1,u=[u,1]):o&&(c=!0,u=1),c)e=k,a!==null&&(k?a.length=k:a=null);else{
const d={instancePath:s+"/read",schemaPath:"#/properties/read/oneOf",keyword:"oneOf",params:{passingSchemas:u},
message:"must match exactly one schema in oneOf"};return a===null?a=[d]:a.push(d),e++,C.errors=a,!1}var t=g===
e}else var t=!0;if(t){if(r.bytes!==void 0){let m=r.bytes;const g=e;if(!(typeof m=="number"&&!(m%1)&&!isNaN(m)&&
isFinite(m))&&m!==null)return C.errors=[{instancePath:s+"/bytes",schemaPath:"#/properties/bytes/type",keyword:"\
type",params:{type:Se.properties.bytes.type},message:"must be integer,null"}],!1;if(e===g&&typeof m=="number"&&
isFinite(m)&&(m<0||isNaN(m)))return C.errors=[{instancePath:s+"/bytes",schemaPath:"#/properties/bytes/minimum",
keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=g===e}else var t=!0;if(t){
if(r.same!==void 0){let m=r.same;const g=e;if(e===g)if(Array.isArray(m)){var i=!0;const c=m.length;for(let u=0;u<
c;u++){const h=e;Ne.validate(m[u],{instancePath:s+"/same/"+u,parentData:m,parentDataProperty:u,rootData:f,dynamicAnchors:y})||
(a=a===null?Ne.validate.errors:a.concat(Ne.validate.errors),e=a.length);var i=h===e;if(!i)break}}else return C.
errors=[{instancePath:s+"/same",schemaPath:"#/properties/same/type",keyword:"type",params:{type:"array"},message:"\
must be array"}],!1;var t=g===e}else var t=!0;if(t)if(r.refused!==void 0){let m=r.refused;const g=e;if(typeof m!=
"string"&&m!==null)return C.errors=[{instancePath:s+"/refused",schemaPath:"#/properties/refused/type",keyword:"\
type",params:{type:Se.properties.refused.type},message:"must be string,null"}],!1;var t=g===e}else var t=!0}}}}}}else
return C.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return C.errors=a,e===0}C.evaluated={props:{kind:!0,id:!0,digests:!0,read:!0,bytes:!0,same:!0,refused:!0},
dynamicProps:!1,dynamicItems:!1};const gr={type:"object",required:["kind","attributes"],properties:{kind:{const:"\
stage"},attributes:{$ref:"#/$defs/attributes"},references:{$ref:"#/$defs/references"}}},er={type:"object",required:[],
properties:{id:{type:"string",minLength:1,maxLength:255},name:{type:"string",maxLength:255},visibility:{enum:[
"public","community","shared","private"]},hidden:{type:"boolean"},protected:{type:"boolean"},owner:{type:"stri\
ng"},diskFormat:{type:"string"},containerFormat:{type:"string"},minDisk:{type:"integer",minimum:0},minRam:{type:"\
integer",minimum:0},description:{type:"string"},tags:{type:"array",items:{type:"string"}},properties:{type:"ob\
ject",additionalProperties:{type:"string"}}}};function T(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=T.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.id!==void 0){let n=r.id;
const m=e;if(e===m)if(typeof n=="string"){if(D(n)>255)return T.errors=[{instancePath:s+"/id",schemaPath:"#/pro\
perties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],
!1;if(D(n)<1)return T.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",
params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return T.errors=[{instancePath:s+"/\
id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=m===
e}else var t=!0;if(t){if(r.name!==void 0){let n=r.name;const m=e;if(e===m)if(typeof n=="string"){if(D(n)>255)return T.
errors=[{instancePath:s+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit:255},
message:"must NOT have more than 255 characters"}],!1}else return T.errors=[{instancePath:s+"/name",schemaPath:"\
#/properties/name/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=m===e}else var t=!0;
if(t){if(r.visibility!==void 0){let n=r.visibility;const m=e;if(!(n==="public"||n==="community"||n==="shared"||
n==="private"))return T.errors=[{instancePath:s+"/visibility",schemaPath:"#/properties/visibility/enum",keyword:"\
enum",params:{allowedValues:er.properties.visibility.enum},message:"must be equal to one of the allowed values"}],
!1;var t=m===e}else var t=!0;if(t){if(r.hidden!==void 0){const n=e;if(typeof r.hidden!="boolean")return T.errors=
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
must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.minDisk!==void 0){let n=r.minDisk;const m=e;if(!(typeof n==
"number"&&!(n%1)&&!isNaN(n)&&isFinite(n)))return T.errors=[{instancePath:s+"/minDisk",schemaPath:"#/properties\
/minDisk/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===m&&typeof n=="numb\
er"&&isFinite(n)&&(n<0||isNaN(n)))return T.errors=[{instancePath:s+"/minDisk",schemaPath:"#/properties/minDisk\
/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=m===e}else var t=!0;
if(t){if(r.minRam!==void 0){let n=r.minRam;const m=e;if(!(typeof n=="number"&&!(n%1)&&!isNaN(n)&&isFinite(n)))
return T.errors=[{instancePath:s+"/minRam",schemaPath:"#/properties/minRam/type",keyword:"type",params:{type:"\
integer"},message:"must be integer"}],!1;if(e===m&&typeof n=="number"&&isFinite(n)&&(n<0||isNaN(n)))return T.errors=
[{instancePath:s+"/minRam",schemaPath:"#/properties/minRam/minimum",keyword:"minimum",params:{comparison:">=",
limit:0},message:"must be >= 0"}],!1;var t=m===e}else var t=!0;if(t){if(r.description!==void 0){const n=e;if(typeof r.
description!="string")return T.errors=[{instancePath:s+"/description",schemaPath:"#/properties/description/typ\
e",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.tags!==
void 0){let n=r.tags;const m=e;if(e===m)if(Array.isArray(n)){var o=!0;const k=n.length;for(let c=0;c<k;c++){const u=e;
if(typeof n[c]!="string")return T.errors=[{instancePath:s+"/tags/"+c,schemaPath:"#/properties/tags/items/type",
keyword:"type",params:{type:"string"},message:"must be string"}],!1;var o=u===e;if(!o)break}}else return T.errors=
[{instancePath:s+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type:"array"},message:"mus\
t be array"}],!1;var t=m===e}else var t=!0;if(t)if(r.properties!==void 0){let n=r.properties;const m=e;if(e===
m)if(n&&typeof n=="object"&&!Array.isArray(n))for(const k in n){const c=e;if(typeof n[k]!="string")return T.errors=
[{instancePath:s+"/properties/"+k.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/properties/a\
dditionalProperties/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var i=c===e;if(!i)
break}else return T.errors=[{instancePath:s+"/properties",schemaPath:"#/properties/properties/type",keyword:"t\
ype",params:{type:"object"},message:"must be object"}],!1;var t=m===e}else var t=!0}}}}}}}}}}}}else return T.errors=
[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return T.
errors=a,e===0}T.evaluated={props:{id:!0,name:!0,visibility:!0,hidden:!0,protected:!0,owner:!0,diskFormat:!0,containerFormat:!0,
minDisk:!0,minRam:!0,description:!0,tags:!0,properties:!0},dynamicProps:!1,dynamicItems:!1};const hr={type:"ob\
ject",additionalProperties:{type:"string",minLength:1}};function J(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=J.evaluated;if(p.dynamicProps&&(p.props=void 0),p.
dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r))for(const o in r){let i=r[o];
const n=e;if(e===n)if(typeof i=="string"){if(D(i)<1)return J.errors=[{instancePath:s+"/"+o.replace(/~/g,"~0").
replace(/\//g,"~1"),schemaPath:"#/additionalProperties/minLength",keyword:"minLength",params:{limit:1},message:"\
must NOT have fewer than 1 characters"}],!1}else return J.errors=[{instancePath:s+"/"+o.replace(/~/g,"~0").replace(
/\//g,"~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type:"string"},message:"must be st\
ring"}],!1;var t=n===e;if(!t)break}else return J.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{
type:"object"},message:"must be object"}],!1;return J.errors=a,e===0}J.evaluated={props:!0,dynamicProps:!1,dynamicItems:!1};
function he(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=he.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.attributes===void 0&&(o="attributes"))return he.
errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must ha\
ve required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="stage")return he.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"stage"},message:"must be eq\
ual to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.attributes!==void 0){const i=e;T(r.attributes,{instancePath:s+
"/attributes",parentData:r,parentDataProperty:"attributes",rootData:f,dynamicAnchors:y})||(a=a===null?T.errors:
a.concat(T.errors),e=a.length);var t=i===e}else var t=!0;if(t)if(r.references!==void 0){const i=e;J(r.references,
{instancePath:s+"/references",parentData:r,parentDataProperty:"references",rootData:f,dynamicAnchors:y})||(a=a===
null?J.errors:a.concat(J.errors),e=a.length);var t=i===e}else var t=!0}}else return he.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return he.errors=a,e===
0}he.evaluated={props:{kind:!0,attributes:!0,references:!0},dynamicProps:!1,dynamicItems:!1};const vr={type:"o\
bject",required:["kind","id"],properties:{kind:{const:"resume"},id:{type:"string",minLength:1,maxLength:255}}};
function me(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=me.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.id===void 0&&(o="id"))return me.errors=[{
instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must have requir\
ed property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="resume")return me.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"resume"},message:"must be e\
qual to constant"}],!1;var t=i===e}else var t=!0;if(t)if(r.id!==void 0){let i=r.id;const n=e;if(e===n)if(typeof i==
"string"){if(D(i)>255)return me.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/maxLength",keyword:"\
maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(i)<1)return me.errors=
[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit:1},message:"mu\
st NOT have fewer than 1 characters"}],!1}else return me.errors=[{instancePath:s+"/id",schemaPath:"#/propertie\
s/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0}else return me.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;
return me.errors=a,e===0}me.evaluated={props:{kind:!0,id:!0},dynamicProps:!1,dynamicItems:!1};const Ie={type:"\
object",required:["kind","source","expect","method","stores","detectFormat","inspect"],properties:{kind:{const:"\
upload"},source:{$ref:"#/$defs/source"},expect:{type:"object",required:["digests","size","validators"],properties:{
digests:{$ref:"#/$defs/digests"},size:{type:["integer","null"],minimum:0},validators:{oneOf:[{type:"null"},{$ref:"\
#/$defs/validators"}]}}},method:{enum:["upload","stage","web-download"]},stores:{type:"array",items:{type:"str\
ing",minLength:1}},prepare:{$ref:"#/$defs/preparation"},detectPacking:{type:"boolean"},detectFormat:{type:"boo\
lean"},inspect:{type:"object",required:["diskFormat","containerFormat","minDiskGiB","allow"],properties:{diskFormat:{
type:["string","null"]},containerFormat:{type:"string"},minDiskGiB:{type:"integer",minimum:0},allow:{type:"arr\
ay",items:{type:"string"}}}}}},br={type:"object",required:[],properties:{etag:{type:"string"},lastModified:{type:"\
string"},length:{type:"integer",minimum:0}}};function ye(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ye.evaluated;if(p.dynamicProps&&(p.props=void 0),
p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.etag!==void 0){const o=e;
if(typeof r.etag!="string")return ye.errors=[{instancePath:s+"/etag",schemaPath:"#/properties/etag/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=o===e}else var t=!0;if(t){if(r.lastModified!==
void 0){const o=e;if(typeof r.lastModified!="string")return ye.errors=[{instancePath:s+"/lastModified",schemaPath:"\
#/properties/lastModified/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=o===
e}else var t=!0;if(t)if(r.length!==void 0){let o=r.length;const i=e;if(!(typeof o=="number"&&!(o%1)&&!isNaN(o)&&
isFinite(o)))return ye.errors=[{instancePath:s+"/length",schemaPath:"#/properties/length/type",keyword:"type",
params:{type:"integer"},message:"must be integer"}],!1;if(e===i&&typeof o=="number"&&isFinite(o)&&(o<0||isNaN(
o)))return ye.errors=[{instancePath:s+"/length",schemaPath:"#/properties/length/minimum",keyword:"minimum",params:{
comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=i===e}else var t=!0}}else return ye.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return ye.errors=a,e===
0}ye.evaluated={props:{etag:!0,lastModified:!0,length:!0},dynamicProps:!1,dynamicItems:!1};function S(r,{instancePath:s="",
parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=S.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let c;if(r.kind===void 0&&(c="kind")||r.source===void 0&&(c="source")||r.expect===void 0&&(c="expect")||r.
method===void 0&&(c="method")||r.stores===void 0&&(c="stores")||r.detectFormat===void 0&&(c="detectFormat")||r.
inspect===void 0&&(c="inspect"))return S.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{
missingProperty:c},message:"must have required property '"+c+"'"}],!1;if(r.kind!==void 0){const u=e;if(r.kind!==
"upload")return S.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{
allowedValue:"upload"},message:"must be equal to constant"}],!1;var t=u===e}else var t=!0;if(t){if(r.source!==
void 0){const u=e;ae(r.source,{instancePath:s+"/source",parentData:r,parentDataProperty:"source",rootData:f,dynamicAnchors:y})||
(a=a===null?ae.errors:a.concat(ae.errors),e=a.length);var t=u===e}else var t=!0;if(t){if(r.expect!==void 0){let u=r.
expect;const h=e;if(e===h)if(u&&typeof u=="object"&&!Array.isArray(u)){let _;if(u.digests===void 0&&(_="digest\
s")||u.size===void 0&&(_="size")||u.validators===void 0&&(_="validators"))return S.errors=[{instancePath:s+"/e\
xpect",schemaPath:"#/properties/expect/required",keyword:"required",params:{missingProperty:_},message:"must h\
ave required property '"+_+"'"}],!1;if(u.digests!==void 0){const d=e;O(u.digests,{instancePath:s+"/expect/dige\
sts",parentData:u,parentDataProperty:"digests",rootData:f,dynamicAnchors:y})||(a=a===null?O.errors:a.concat(O.
errors),e=a.length);var o=d===e}else var o=!0;if(o){if(u.size!==void 0){let d=u.size;const q=e;if(!(typeof d==
"number"&&!(d%1)&&!isNaN(d)&&isFinite(d))&&d!==null)return S.errors=[{instancePath:s+"/expect/size",schemaPath:"\
#/properties/expect/properties/size/type",keyword:"type",params:{type:Ie.properties.expect.properties.size.type},
message:"must be integer,null"}],!1;if(e===q&&typeof d=="number"&&isFinite(d)&&(d<0||isNaN(d)))return S.errors=
[{instancePath:s+"/expect/size",schemaPath:"#/properties/expect/properties/size/minimum",keyword:"minimum",params:{
comparison:">=",limit:0},message:"must be >= 0"}],!1;var o=q===e}else var o=!0;if(o)if(u.validators!==void 0){
let d=u.validators;const q=e,x=e;let l=!1,v=null;const F=e;if(d!==null){const I={instancePath:s+"/expect/valid\
ators",schemaPath:"#/properties/expect/properties/validators/oneOf/0/type",keyword:"type",params:{type:"null"},
message:"must be null"};a===null?a=[I]:a.push(I),e++}var i=F===e;i&&(l=!0,v=0);const $=e;ye(d,{instancePath:s+
"/expect/validators",parentData:u,parentDataProperty:"validators",rootData:f,dynamicAnchors:y})||(a=a===null?ye.
errors:a.concat(ye.errors),e=a.length);var i=$===e;if(i&&l)l=!1,v=[v,1];else if(i){l=!0,v=1;var n={};n.etag=!0,
n.lastModified=!0,n.length=!0}if(l)e=x,a!==null&&(x?a.length=x:a=null);else{const I={instancePath:s+"/expect/v\
alidators",schemaPath:"#/properties/expect/properties/validators/oneOf",keyword:"oneOf",params:{passingSchemas:v},
message:"must match exactly one schema in oneOf"};return a===null?a=[I]:a.push(I),e++,S.errors=a,!1}var o=q===
e}else var o=!0}}else return S.errors=[{instancePath:s+"/expect",schemaPath:"#/properties/expect/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;var t=h===e}else var t=!0;if(t){if(r.method!==void 0){
let u=r.method;const h=e;if(!(u==="upload"||u==="stage"||u==="web-download"))return S.errors=[{instancePath:s+
"/method",schemaPath:"#/properties/method/enum",keyword:"enum",params:{allowedValues:Ie.properties.method.enum},
message:"must be equal to one of the allowed values"}],!1;var t=h===e}else var t=!0;if(t){if(r.stores!==void 0){
let u=r.stores;const h=e;if(e===h)if(Array.isArray(u)){var m=!0;const _=u.length;for(let d=0;d<_;d++){let q=u[d];
const x=e;if(e===x)if(typeof q=="string"){if(D(q)<1)return S.errors=[{instancePath:s+"/stores/"+d,schemaPath:"\
#/properties/stores/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 \
characters"}],!1}else return S.errors=[{instancePath:s+"/stores/"+d,schemaPath:"#/properties/stores/items/type",
keyword:"type",params:{type:"string"},message:"must be string"}],!1;var m=x===e;if(!m)break}}else return S.errors=
[{instancePath:s+"/stores",schemaPath:"#/properties/stores/type",keyword:"type",params:{type:"array"},message:"\
must be array"}],!1;var t=h===e}else var t=!0;if(t){if(r.prepare!==void 0){const u=e;E(r.prepare,{instancePath:s+
"/prepare",parentData:r,parentDataProperty:"prepare",rootData:f,dynamicAnchors:y})||(a=a===null?E.errors:a.concat(
E.errors),e=a.length);var t=u===e}else var t=!0;if(t){if(r.detectPacking!==void 0){const u=e;if(typeof r.detectPacking!=
"boolean")return S.errors=[{instancePath:s+"/detectPacking",schemaPath:"#/properties/detectPacking/type",keyword:"\
type",params:{type:"boolean"},message:"must be boolean"}],!1;var t=u===e}else var t=!0;if(t){if(r.detectFormat!==
void 0){const u=e;if(typeof r.detectFormat!="boolean")return S.errors=[{instancePath:s+"/detectFormat",schemaPath:"\
#/properties/detectFormat/type",keyword:"type",params:{type:"boolean"},message:"must be boolean"}],!1;var t=u===
e}else var t=!0;if(t)if(r.inspect!==void 0){let u=r.inspect;const h=e;if(e===h)if(u&&typeof u=="object"&&!Array.
isArray(u)){let _;if(u.diskFormat===void 0&&(_="diskFormat")||u.containerFormat===void 0&&(_="containerFormat")||
u.minDiskGiB===void 0&&(_="minDiskGiB")||u.allow===void 0&&(_="allow"))return S.errors=[{instancePath:s+"/insp\
ect",schemaPath:"#/properties/inspect/required",keyword:"required",params:{missingProperty:_},message:"must ha\
ve required property '"+_+"'"}],!1;if(u.diskFormat!==void 0){let d=u.diskFormat;const q=e;if(typeof d!="string"&&
d!==null)return S.errors=[{instancePath:s+"/inspect/diskFormat",schemaPath:"#/properties/inspect/properties/di\
skFormat/type",keyword:"type",params:{type:Ie.properties.inspect.properties.diskFormat.type},message:"must be \
string,null"}],!1;var g=q===e}else var g=!0;if(g){if(u.containerFormat!==void 0){const d=e;if(typeof u.containerFormat!=
"string")return S.errors=[{instancePath:s+"/inspect/containerFormat",schemaPath:"#/properties/inspect/properti\
es/containerFormat/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var g=d===e}else var g=!0;
if(g){if(u.minDiskGiB!==void 0){let d=u.minDiskGiB;const q=e;if(!(typeof d=="number"&&!(d%1)&&!isNaN(d)&&isFinite(
d)))return S.errors=[{instancePath:s+"/inspect/minDiskGiB",schemaPath:"#/properties/inspect/properties/minDisk\
GiB/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===q&&typeof d=="number"&&
isFinite(d)&&(d<0||isNaN(d)))return S.errors=[{instancePath:s+"/inspect/minDiskGiB",schemaPath:"#/properties/i\
nspect/properties/minDiskGiB/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],
!1;var g=q===e}else var g=!0;if(g)if(u.allow!==void 0){let d=u.allow;const q=e;if(e===q)if(Array.isArray(d)){var k=!0;
const l=d.length;for(let v=0;v<l;v++){const F=e;if(typeof d[v]!="string")return S.errors=[{instancePath:s+"/in\
spect/allow/"+v,schemaPath:"#/properties/inspect/properties/allow/items/type",keyword:"type",params:{type:"str\
ing"},message:"must be string"}],!1;var k=F===e;if(!k)break}}else return S.errors=[{instancePath:s+"/inspect/a\
llow",schemaPath:"#/properties/inspect/properties/allow/type",keyword:"type",params:{type:"array"},message:"mu\
st be array"}],!1;var g=q===e}else var g=!0}}}else return S.errors=[{instancePath:s+"/inspect",schemaPath:"#/p\
roperties/inspect/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var t=h===e}else var t=!0}}}}}}}}else
return S.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return S.errors=a,e===0}S.evaluated={props:{kind:!0,source:!0,expect:!0,method:!0,stores:!0,prepare:!0,
detectPacking:!0,detectFormat:!0,inspect:!0},dynamicProps:!1,dynamicItems:!1};const kr={type:"object",required:[
"kind","image"],properties:{kind:{const:"record"},image:{$ref:"#/$defs/subject"}}},wr={oneOf:[{const:"staged"},
{type:"object",required:["id"],properties:{id:{type:"string",minLength:1,maxLength:255}}}]};function G(r,{instancePath:s="",
parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=G.evaluated;p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0);const t=e;let o=!1,i=null;const n=e;if(r!=="staged"){const c={
instancePath:s,schemaPath:"#/oneOf/0/const",keyword:"const",params:{allowedValue:"staged"},message:"must be eq\
ual to constant"};a===null?a=[c]:a.push(c),e++}var g=n===e;g&&(o=!0,i=0);const m=e;if(e===m)if(r&&typeof r=="o\
bject"&&!Array.isArray(r)){let c;if(r.id===void 0&&(c="id")){const u={instancePath:s,schemaPath:"#/oneOf/1/req\
uired",keyword:"required",params:{missingProperty:c},message:"must have required property '"+c+"'"};a===null?a=
[u]:a.push(u),e++}else if(r.id!==void 0){let u=r.id;if(e===e)if(typeof u=="string"){if(D(u)>255){const j={instancePath:s+
"/id",schemaPath:"#/oneOf/1/properties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT \
have more than 255 characters"};a===null?a=[j]:a.push(j),e++}else if(D(u)<1){const j={instancePath:s+"/id",schemaPath:"\
#/oneOf/1/properties/id/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 ch\
aracters"};a===null?a=[j]:a.push(j),e++}}else{const j={instancePath:s+"/id",schemaPath:"#/oneOf/1/properties/i\
d/type",keyword:"type",params:{type:"string"},message:"must be string"};a===null?a=[j]:a.push(j),e++}}}else{const c={
instancePath:s,schemaPath:"#/oneOf/1/type",keyword:"type",params:{type:"object"},message:"must be object"};a===
null?a=[c]:a.push(c),e++}var g=m===e;if(g&&o)o=!1,i=[i,1];else if(g){o=!0,i=1;var k={};k.id=!0}if(o)e=t,a!==null&&
(t?a.length=t:a=null);else{const c={instancePath:s,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas:i},
message:"must match exactly one schema in oneOf"};return a===null?a=[c]:a.push(c),e++,G.errors=a,!1}return G.errors=
a,p.props=k,e===0}G.evaluated={dynamicProps:!0,dynamicItems:!1};function ve(r,{instancePath:s="",parentData:w,
parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ve.evaluated;if(p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.
kind===void 0&&(o="kind")||r.image===void 0&&(o="image"))return ve.errors=[{instancePath:s,schemaPath:"#/requi\
red",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.kind!==
void 0){const i=e;if(r.kind!=="record")return ve.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind\
/const",keyword:"const",params:{allowedValue:"record"},message:"must be equal to constant"}],!1;var t=i===e}else
var t=!0;if(t)if(r.image!==void 0){const i=e;G(r.image,{instancePath:s+"/image",parentData:r,parentDataProperty:"\
image",rootData:f,dynamicAnchors:y})||(a=a===null?G.errors:a.concat(G.errors),e=a.length);var t=i===e}else var t=!0}else
return ve.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"}],!1;return ve.errors=a,e===0}ve.evaluated={props:{kind:!0,image:!0},dynamicProps:!1,dynamicItems:!1};const Pr={
type:"object",required:["kind","image","stores"],properties:{kind:{const:"copy-to-stores"},image:{$ref:"#/$def\
s/subject"},stores:{type:"array",items:{type:"string",minLength:1}}}};function ue(r,{instancePath:s="",parentData:w,
parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ue.evaluated;if(p.dynamicProps&&
(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let i;if(r.
kind===void 0&&(i="kind")||r.image===void 0&&(i="image")||r.stores===void 0&&(i="stores"))return ue.errors=[{instancePath:s,
schemaPath:"#/required",keyword:"required",params:{missingProperty:i},message:"must have required property '"+
i+"'"}],!1;if(r.kind!==void 0){const n=e;if(r.kind!=="copy-to-stores")return ue.errors=[{instancePath:s+"/kind",
schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"copy-to-stores"},message:"must be e\
qual to constant"}],!1;var t=n===e}else var t=!0;if(t){if(r.image!==void 0){const n=e;G(r.image,{instancePath:s+
"/image",parentData:r,parentDataProperty:"image",rootData:f,dynamicAnchors:y})||(a=a===null?G.errors:a.concat(
G.errors),e=a.length);var t=n===e}else var t=!0;if(t)if(r.stores!==void 0){let n=r.stores;const m=e;if(e===m)if(Array.
isArray(n)){var o=!0;const k=n.length;for(let c=0;c<k;c++){let u=n[c];const h=e;if(e===h)if(typeof u=="string"){
if(D(u)<1)return ue.errors=[{instancePath:s+"/stores/"+c,schemaPath:"#/properties/stores/items/minLength",keyword:"\
minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return ue.errors=[{instancePath:s+
"/stores/"+c,schemaPath:"#/properties/stores/items/type",keyword:"type",params:{type:"string"},message:"must b\
e string"}],!1;var o=h===e;if(!o)break}}else return ue.errors=[{instancePath:s+"/stores",schemaPath:"#/propert\
ies/stores/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=m===e}else var t=!0}}else
return ue.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"}],!1;return ue.errors=a,e===0}ue.evaluated={props:{kind:!0,image:!0,stores:!0},dynamicProps:!1,dynamicItems:!1};
const Be={type:"object",required:["kind","command","directory","timeout","keep","member"],properties:{kind:{const:"\
check"},command:{type:"array",minItems:1,items:{type:"string",pattern:"^[^\\u0000]*$"}},directory:{type:["stri\
ng","null"],pattern:"^/[^\\u0000]*$"},timeout:{type:"number",exclusiveMinimum:0},keep:{type:"boolean"},member:{
type:["string","null"],minLength:1,maxLength:255}}},rr=new RegExp("^[^\\u0000]*$","u"),tr=new RegExp("^/[^\\u00\
00]*$","u");function W(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=W.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let i;if(r.kind===void 0&&(i="kind")||r.command===void 0&&(i="com\
mand")||r.directory===void 0&&(i="directory")||r.timeout===void 0&&(i="timeout")||r.keep===void 0&&(i="keep")||
r.member===void 0&&(i="member"))return W.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{
missingProperty:i},message:"must have required property '"+i+"'"}],!1;if(r.kind!==void 0){const n=e;if(r.kind!==
"check")return W.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{
allowedValue:"check"},message:"must be equal to constant"}],!1;var t=n===e}else var t=!0;if(t){if(r.command!==
void 0){let n=r.command;const m=e;if(e===m)if(Array.isArray(n)){if(n.length<1)return W.errors=[{instancePath:s+
"/command",schemaPath:"#/properties/command/minItems",keyword:"minItems",params:{limit:1},message:"must NOT ha\
ve fewer than 1 items"}],!1;{var o=!0;const k=n.length;for(let c=0;c<k;c++){let u=n[c];const h=e;if(e===h)if(typeof u==
"string"){if(!rr.test(u))return W.errors=[{instancePath:s+"/command/"+c,schemaPath:"#/properties/command/items\
/pattern",keyword:"pattern",params:{pattern:"^[^\\u0000]*$"},message:'must match pattern "^[^\\u0000]*$"'}],!1}else
return W.errors=[{instancePath:s+"/command/"+c,schemaPath:"#/properties/command/items/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var o=h===e;if(!o)break}}}else return W.errors=[{instancePath:s+"\
/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type:"array"},message:"must be array"}],
!1;var t=m===e}else var t=!0;if(t){if(r.directory!==void 0){let n=r.directory;const m=e;if(typeof n!="string"&&
n!==null)return W.errors=[{instancePath:s+"/directory",schemaPath:"#/properties/directory/type",keyword:"type",
params:{type:Be.properties.directory.type},message:"must be string,null"}],!1;if(e===m&&typeof n=="string"&&!tr.
test(n))return W.errors=[{instancePath:s+"/directory",schemaPath:"#/properties/directory/pattern",keyword:"pat\
tern",params:{pattern:"^/[^\\u0000]*$"},message:'must match pattern "^/[^\\u0000]*$"'}],!1;var t=m===e}else var t=!0;
if(t){if(r.timeout!==void 0){let n=r.timeout;const m=e;if(e===m)if(typeof n=="number"&&isFinite(n)){if(n<=0||isNaN(
n))return W.errors=[{instancePath:s+"/timeout",schemaPath:"#/properties/timeout/exclusiveMinimum",keyword:"exc\
lusiveMinimum",params:{comparison:">",limit:0},message:"must be > 0"}],!1}else return W.errors=[{instancePath:s+
"/timeout",schemaPath:"#/properties/timeout/type",keyword:"type",params:{type:"number"},message:"must be numbe\
r"}],!1;var t=m===e}else var t=!0;if(t){if(r.keep!==void 0){const n=e;if(typeof r.keep!="boolean")return W.errors=
[{instancePath:s+"/keep",schemaPath:"#/properties/keep/type",keyword:"type",params:{type:"boolean"},message:"m\
ust be boolean"}],!1;var t=n===e}else var t=!0;if(t)if(r.member!==void 0){let n=r.member;const m=e;if(typeof n!=
"string"&&n!==null)return W.errors=[{instancePath:s+"/member",schemaPath:"#/properties/member/type",keyword:"t\
ype",params:{type:Be.properties.member.type},message:"must be string,null"}],!1;if(e===m&&typeof n=="string"){
if(D(n)>255)return W.errors=[{instancePath:s+"/member",schemaPath:"#/properties/member/maxLength",keyword:"max\
Length",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(n)<1)return W.errors=[{instancePath:s+
"/member",schemaPath:"#/properties/member/minLength",keyword:"minLength",params:{limit:1},message:"must NOT ha\
ve fewer than 1 characters"}],!1}var t=m===e}else var t=!0}}}}}else return W.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return W.errors=a,e===0}W.evaluated=
{props:{kind:!0,command:!0,directory:!0,timeout:!0,keep:!0,member:!0},dynamicProps:!1,dynamicItems:!1};const Ve={
type:"object",required:["kind","members","carryFrom"],properties:{kind:{const:"share"},members:{type:["array",
"null"],items:{type:"string",minLength:1,maxLength:255}},carryFrom:{type:["string","null"],minLength:1,maxLength:255}}};
function H(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=H.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let i;if(r.kind===void 0&&(i="kind")||r.members===void 0&&(i="members")||r.carryFrom===
void 0&&(i="carryFrom"))return H.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:i},
message:"must have required property '"+i+"'"}],!1;if(r.kind!==void 0){const n=e;if(r.kind!=="share")return H.
errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"sha\
re"},message:"must be equal to constant"}],!1;var t=n===e}else var t=!0;if(t){if(r.members!==void 0){let n=r.members;
const m=e;if(!Array.isArray(n)&&n!==null)return H.errors=[{instancePath:s+"/members",schemaPath:"#/properties/\
members/type",keyword:"type",params:{type:Ve.properties.members.type},message:"must be array,null"}],!1;if(e===
m&&Array.isArray(n)){var o=!0;const k=n.length;for(let c=0;c<k;c++){let u=n[c];const h=e;if(e===h)if(typeof u==
"string"){if(D(u)>255)return H.errors=[{instancePath:s+"/members/"+c,schemaPath:"#/properties/members/items/ma\
xLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(u)<
1)return H.errors=[{instancePath:s+"/members/"+c,schemaPath:"#/properties/members/items/minLength",keyword:"mi\
nLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return H.errors=[{instancePath:s+
"/members/"+c,schemaPath:"#/properties/members/items/type",keyword:"type",params:{type:"string"},message:"must\
 be string"}],!1;var o=h===e;if(!o)break}}var t=m===e}else var t=!0;if(t)if(r.carryFrom!==void 0){let n=r.carryFrom;
const m=e;if(typeof n!="string"&&n!==null)return H.errors=[{instancePath:s+"/carryFrom",schemaPath:"#/properti\
es/carryFrom/type",keyword:"type",params:{type:Ve.properties.carryFrom.type},message:"must be string,null"}],!1;
if(e===m&&typeof n=="string"){if(D(n)>255)return H.errors=[{instancePath:s+"/carryFrom",schemaPath:"#/properti\
es/carryFrom/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],
!1;if(D(n)<1)return H.errors=[{instancePath:s+"/carryFrom",schemaPath:"#/properties/carryFrom/minLength",keyword:"\
minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}var t=m===e}else var t=!0}}else
return H.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be ob\
ject"}],!1;return H.errors=a,e===0}H.evaluated={props:{kind:!0,members:!0,carryFrom:!0},dynamicProps:!1,dynamicItems:!1};
const jr={type:"object",required:["kind","image"],properties:{kind:{const:"deactivate"},image:{$ref:"#/$defs/s\
ubject"}}};function be(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=be.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.image===void 0&&(o="image"))
return be.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"\
must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="deactivate")return be.errors=
[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"deactivate"},
message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t)if(r.image!==void 0){const i=e;G(r.image,
{instancePath:s+"/image",parentData:r,parentDataProperty:"image",rootData:f,dynamicAnchors:y})||(a=a===null?G.
errors:a.concat(G.errors),e=a.length);var t=i===e}else var t=!0}else return be.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return be.errors=a,e===0}be.evaluated=
{props:{kind:!0,image:!0},dynamicProps:!1,dynamicItems:!1};const qr={type:"object",required:["kind","image"],properties:{
kind:{const:"reactivate"},image:{$ref:"#/$defs/subject"}}};function ke(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ke.evaluated;if(p.dynamicProps&&(p.props=void 0),
p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&
(o="kind")||r.image===void 0&&(o="image"))return ke.errors=[{instancePath:s,schemaPath:"#/required",keyword:"r\
equired",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;
if(r.kind!=="reactivate")return ke.errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"\
const",params:{allowedValue:"reactivate"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t)
if(r.image!==void 0){const i=e;G(r.image,{instancePath:s+"/image",parentData:r,parentDataProperty:"image",rootData:f,
dynamicAnchors:y})||(a=a===null?G.errors:a.concat(G.errors),e=a.length);var t=i===e}else var t=!0}else return ke.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;
return ke.errors=a,e===0}ke.evaluated={props:{kind:!0,image:!0},dynamicProps:!1,dynamicItems:!1};const $r={type:"\
object",required:["kind"],properties:{kind:{const:"recheck"}}};function we(r,{instancePath:s="",parentData:w,parentDataProperty:P,
rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=we.evaluated;if(p.dynamicProps&&(p.props=void 0),
p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let t;if(r.kind===void 0&&
(t="kind"))return we.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:t},
message:"must have required property '"+t+"'"}],!1;if(r.kind!==void 0&&r.kind!=="recheck")return we.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"recheck"},message:"must be \
equal to constant"}],!1}else return we.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;return we.errors=a,e===0}we.evaluated={props:{kind:!0},dynamicProps:!1,
dynamicItems:!1};const _r={type:"object",required:["kind","id","directory"],properties:{kind:{const:"download-\
backup"},id:{type:"string",minLength:1,maxLength:255},directory:{type:"string",minLength:1}}};function ee(r,{instancePath:s="",
parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ee.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let o;if(r.kind===void 0&&(o="kind")||r.id===void 0&&(o="id")||r.directory===void 0&&(o="directory"))return ee.
errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must ha\
ve required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="download-backup")return ee.errors=
[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"download-b\
ackup"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.id!==void 0){let i=r.id;
const n=e;if(e===n)if(typeof i=="string"){if(D(i)>255)return ee.errors=[{instancePath:s+"/id",schemaPath:"#/pr\
operties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],
!1;if(D(i)<1)return ee.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",
params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return ee.errors=[{instancePath:s+"\
/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===
e}else var t=!0;if(t)if(r.directory!==void 0){let i=r.directory;const n=e;if(e===n)if(typeof i=="string"){if(D(
i)<1)return ee.errors=[{instancePath:s+"/directory",schemaPath:"#/properties/directory/minLength",keyword:"min\
Length",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return ee.errors=[{instancePath:s+
"/directory",schemaPath:"#/properties/directory/type",keyword:"type",params:{type:"string"},message:"must be s\
tring"}],!1;var t=n===e}else var t=!0}}else return ee.errors=[{instancePath:s,schemaPath:"#/type",keyword:"typ\
e",params:{type:"object"},message:"must be object"}],!1;return ee.errors=a,e===0}ee.evaluated={props:{kind:!0,
id:!0,directory:!0},dynamicProps:!1,dynamicItems:!1};const Ar={type:"object",required:["kind","patch"],properties:{
kind:{const:"publish"},patch:{$ref:"#/$defs/patch"},references:{$ref:"#/$defs/references"}}},Lr={type:"array",
items:{$ref:"#/$defs/patchOperation"}},Ee={type:"object",required:["op","path"],properties:{op:{enum:["add","r\
eplace","remove"]},path:{type:"string",pattern:"^/[^/]+$"},value:{type:["string","number","boolean","array","n\
ull"],items:{type:"string"}}},if:{properties:{op:{const:"remove"}}},else:{required:["value"]}},sr=new RegExp("\
^/[^/]+$","u");function Q(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=Q.evaluated;p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0);const t=e;
let o=!0;const i=e;if(r&&typeof r=="object"&&!Array.isArray(r)&&r.op!==void 0&&r.op!=="remove"){const k={};a===
null?a=[k]:a.push(k),e++}var n=i===e;if(e=t,a!==null&&(t?a.length=t:a=null),!n){const k=e;if(r&&typeof r=="obj\
ect"&&!Array.isArray(r)){let u;if(r.value===void 0&&(u="value"))return Q.errors=[{instancePath:s,schemaPath:"#\
/else/required",keyword:"required",params:{missingProperty:u},message:"must have required property '"+u+"'"}],
!1}var n=k===e;o=n}if(!o){const k={instancePath:s,schemaPath:"#/if",keyword:"if",params:{failingKeyword:"else"},
message:'must match "else" schema'};return a===null?a=[k]:a.push(k),e++,Q.errors=a,!1}if(e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let k;if(r.op===void 0&&(k="op")||r.path===void 0&&(k="path"))return Q.errors=[{instancePath:s,
schemaPath:"#/required",keyword:"required",params:{missingProperty:k},message:"must have required property '"+
k+"'"}],!1;if(r.op!==void 0){let c=r.op;const u=e;if(!(c==="add"||c==="replace"||c==="remove"))return Q.errors=
[{instancePath:s+"/op",schemaPath:"#/properties/op/enum",keyword:"enum",params:{allowedValues:Ee.properties.op.
enum},message:"must be equal to one of the allowed values"}],!1;var m=u===e}else var m=!0;if(m){if(r.path!==void 0){
let c=r.path;const u=e;if(e===u)if(typeof c=="string"){if(!sr.test(c))return Q.errors=[{instancePath:s+"/path",
schemaPath:"#/properties/path/pattern",keyword:"pattern",params:{pattern:"^/[^/]+$"},message:'must match patte\
rn "^/[^/]+$"'}],!1}else return Q.errors=[{instancePath:s+"/path",schemaPath:"#/properties/path/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var m=u===e}else var m=!0;if(m)if(r.value!==void 0){
let c=r.value;const u=e;if(typeof c!="string"&&!(typeof c=="number"&&isFinite(c))&&typeof c!="boolean"&&!Array.
isArray(c)&&c!==null)return Q.errors=[{instancePath:s+"/value",schemaPath:"#/properties/value/type",keyword:"t\
ype",params:{type:Ee.properties.value.type},message:"must be string,number,boolean,array,null"}],!1;if(e===u&&
Array.isArray(c)){var g=!0;const j=c.length;for(let _=0;_<j;_++){const d=e;if(typeof c[_]!="string")return Q.errors=
[{instancePath:s+"/value/"+_,schemaPath:"#/properties/value/items/type",keyword:"type",params:{type:"string"},
message:"must be string"}],!1;var g=d===e;if(!g)break}}var m=u===e}else var m=!0}}else return Q.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return Q.errors=a,e===
0}Q.evaluated={props:{op:!0,path:!0,value:!0},dynamicProps:!1,dynamicItems:!1};function ne(r,{instancePath:s="",
parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=ne.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(Array.isArray(r)){var t=!0;const o=r.
length;for(let i=0;i<o;i++){const n=e;Q(r[i],{instancePath:s+"/"+i,parentData:r,parentDataProperty:i,rootData:f,
dynamicAnchors:y})||(a=a===null?Q.errors:a.concat(Q.errors),e=a.length);var t=n===e;if(!t)break}}else return ne.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;
return ne.errors=a,e===0}ne.evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};function Pe(r,{instancePath:s="",
parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=Pe.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let o;if(r.kind===void 0&&(o="kind")||r.patch===void 0&&(o="patch"))return Pe.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
kind!==void 0){const i=e;if(r.kind!=="publish")return Pe.errors=[{instancePath:s+"/kind",schemaPath:"#/propert\
ies/kind/const",keyword:"const",params:{allowedValue:"publish"},message:"must be equal to constant"}],!1;var t=i===
e}else var t=!0;if(t){if(r.patch!==void 0){const i=e;ne(r.patch,{instancePath:s+"/patch",parentData:r,parentDataProperty:"\
patch",rootData:f,dynamicAnchors:y})||(a=a===null?ne.errors:a.concat(ne.errors),e=a.length);var t=i===e}else var t=!0;
if(t)if(r.references!==void 0){const i=e;J(r.references,{instancePath:s+"/references",parentData:r,parentDataProperty:"\
references",rootData:f,dynamicAnchors:y})||(a=a===null?J.errors:a.concat(J.errors),e=a.length);var t=i===e}else
var t=!0}}else return Pe.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;return Pe.errors=a,e===0}Pe.evaluated={props:{kind:!0,patch:!0,references:!0},dynamicProps:!1,
dynamicItems:!1};const Dr={type:"object",required:["kind","id","patch","deactivate"],properties:{kind:{const:"\
retire"},id:{type:"string",minLength:1,maxLength:255},patch:{$ref:"#/$defs/patch"},deactivate:{type:"boolean"},
keep:{type:"integer",minimum:0},after:{$ref:"#/$defs/after"}}},Nr={type:"array",items:{type:"string",minLength:1}};
function le(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=le.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(Array.isArray(
r)){var t=!0;const o=r.length;for(let i=0;i<o;i++){let n=r[i];const m=e;if(e===m)if(typeof n=="string"){if(D(n)<
1)return le.errors=[{instancePath:s+"/"+i,schemaPath:"#/items/minLength",keyword:"minLength",params:{limit:1},
message:"must NOT have fewer than 1 characters"}],!1}else return le.errors=[{instancePath:s+"/"+i,schemaPath:"\
#/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=m===e;if(!t)break}}else
return le.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"array"},message:"must be ar\
ray"}],!1;return le.errors=a,e===0}le.evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};function U(r,{instancePath:s="",
parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=U.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let o;if(r.kind===void 0&&(o="kind")||r.id===void 0&&(o="id")||r.patch===void 0&&(o="patch")||r.deactivate===
void 0&&(o="deactivate"))return U.errors=[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},
message:"must have required property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="retire")return U.
errors=[{instancePath:s+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"ret\
ire"},message:"must be equal to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.id!==void 0){let i=r.id;const n=e;
if(e===n)if(typeof i=="string"){if(D(i)>255)return U.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id\
/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(
i)<1)return U.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return U.errors=[{instancePath:s+"/id",schemaPath:"\
#/properties/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;
if(t){if(r.patch!==void 0){const i=e;ne(r.patch,{instancePath:s+"/patch",parentData:r,parentDataProperty:"patc\
h",rootData:f,dynamicAnchors:y})||(a=a===null?ne.errors:a.concat(ne.errors),e=a.length);var t=i===e}else var t=!0;
if(t){if(r.deactivate!==void 0){const i=e;if(typeof r.deactivate!="boolean")return U.errors=[{instancePath:s+"\
/deactivate",schemaPath:"#/properties/deactivate/type",keyword:"type",params:{type:"boolean"},message:"must be\
 boolean"}],!1;var t=i===e}else var t=!0;if(t){if(r.keep!==void 0){let i=r.keep;const n=e;if(!(typeof i=="numb\
er"&&!(i%1)&&!isNaN(i)&&isFinite(i)))return U.errors=[{instancePath:s+"/keep",schemaPath:"#/properties/keep/ty\
pe",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===n&&typeof i=="number"&&isFinite(
i)&&(i<0||isNaN(i)))return U.errors=[{instancePath:s+"/keep",schemaPath:"#/properties/keep/minimum",keyword:"m\
inimum",params:{comparison:">=",limit:0},message:"must be >= 0"}],!1;var t=n===e}else var t=!0;if(t)if(r.after!==
void 0){const i=e;le(r.after,{instancePath:s+"/after",parentData:r,parentDataProperty:"after",rootData:f,dynamicAnchors:y})||
(a=a===null?le.errors:a.concat(le.errors),e=a.length);var t=i===e}else var t=!0}}}}}else return U.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return U.errors=a,e===
0}U.evaluated={props:{kind:!0,id:!0,patch:!0,deactivate:!0,keep:!0,after:!0},dynamicProps:!1,dynamicItems:!1};
const Ir={type:"object",required:["kind","id","patch"],properties:{kind:{const:"update"},id:{type:"string",minLength:1,
maxLength:255},patch:{$ref:"#/$defs/patch"},references:{$ref:"#/$defs/references"}}};function de(r,{instancePath:s="",
parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=de.evaluated;if(p.
dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(
r)){let o;if(r.kind===void 0&&(o="kind")||r.id===void 0&&(o="id")||r.patch===void 0&&(o="patch"))return de.errors=
[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:o},message:"must have requ\
ired property '"+o+"'"}],!1;if(r.kind!==void 0){const i=e;if(r.kind!=="update")return de.errors=[{instancePath:s+
"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue:"update"},message:"must be e\
qual to constant"}],!1;var t=i===e}else var t=!0;if(t){if(r.id!==void 0){let i=r.id;const n=e;if(e===n)if(typeof i==
"string"){if(D(i)>255)return de.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/maxLength",keyword:"\
maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(i)<1)return de.errors=
[{instancePath:s+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit:1},message:"mu\
st NOT have fewer than 1 characters"}],!1}else return de.errors=[{instancePath:s+"/id",schemaPath:"#/propertie\
s/id/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){
if(r.patch!==void 0){const i=e;ne(r.patch,{instancePath:s+"/patch",parentData:r,parentDataProperty:"patch",rootData:f,
dynamicAnchors:y})||(a=a===null?ne.errors:a.concat(ne.errors),e=a.length);var t=i===e}else var t=!0;if(t)if(r.
references!==void 0){const i=e;J(r.references,{instancePath:s+"/references",parentData:r,parentDataProperty:"r\
eferences",rootData:f,dynamicAnchors:y})||(a=a===null?J.errors:a.concat(J.errors),e=a.length);var t=i===e}else
var t=!0}}}else return de.errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"\
must be object"}],!1;return de.errors=a,e===0}de.evaluated={props:{kind:!0,id:!0,patch:!0,references:!0},dynamicProps:!1,
dynamicItems:!1};const xr={type:"object",required:["kind","id","want","add","remove"],properties:{kind:{const:"\
members"},id:{type:"string",minLength:1,maxLength:255},want:{type:"array",items:{type:"string",minLength:1,maxLength:255}},
add:{type:"array",items:{type:"string",minLength:1,maxLength:255}},remove:{type:"array",items:{type:"string",minLength:1,
maxLength:255}}}};function B(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=B.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let m;if(r.kind===void 0&&(m="kind")||r.id===void 0&&(m="id")||r.
want===void 0&&(m="want")||r.add===void 0&&(m="add")||r.remove===void 0&&(m="remove"))return B.errors=[{instancePath:s,
schemaPath:"#/required",keyword:"required",params:{missingProperty:m},message:"must have required property '"+
m+"'"}],!1;if(r.kind!==void 0){const g=e;if(r.kind!=="members")return B.errors=[{instancePath:s+"/kind",schemaPath:"\
#/properties/kind/const",keyword:"const",params:{allowedValue:"members"},message:"must be equal to constant"}],
!1;var t=g===e}else var t=!0;if(t){if(r.id!==void 0){let g=r.id;const k=e;if(e===k)if(typeof g=="string"){if(D(
g)>255)return B.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/maxLength",keyword:"maxLength",params:{
limit:255},message:"must NOT have more than 255 characters"}],!1;if(D(g)<1)return B.errors=[{instancePath:s+"/\
id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer t\
han 1 characters"}],!1}else return B.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=k===e}else var t=!0;if(t){if(r.want!==void 0){
let g=r.want;const k=e;if(e===k)if(Array.isArray(g)){var o=!0;const u=g.length;for(let h=0;h<u;h++){let j=g[h];
const _=e;if(e===_)if(typeof j=="string"){if(D(j)>255)return B.errors=[{instancePath:s+"/want/"+h,schemaPath:"\
#/properties/want/items/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255\
 characters"}],!1;if(D(j)<1)return B.errors=[{instancePath:s+"/want/"+h,schemaPath:"#/properties/want/items/mi\
nLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}else return B.
errors=[{instancePath:s+"/want/"+h,schemaPath:"#/properties/want/items/type",keyword:"type",params:{type:"stri\
ng"},message:"must be string"}],!1;var o=_===e;if(!o)break}}else return B.errors=[{instancePath:s+"/want",schemaPath:"\
#/properties/want/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=k===e}else var t=!0;
if(t){if(r.add!==void 0){let g=r.add;const k=e;if(e===k)if(Array.isArray(g)){var i=!0;const u=g.length;for(let h=0;h<
u;h++){let j=g[h];const _=e;if(e===_)if(typeof j=="string"){if(D(j)>255)return B.errors=[{instancePath:s+"/add\
/"+h,schemaPath:"#/properties/add/items/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT ha\
ve more than 255 characters"}],!1;if(D(j)<1)return B.errors=[{instancePath:s+"/add/"+h,schemaPath:"#/propertie\
s/add/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],
!1}else return B.errors=[{instancePath:s+"/add/"+h,schemaPath:"#/properties/add/items/type",keyword:"type",params:{
type:"string"},message:"must be string"}],!1;var i=_===e;if(!i)break}}else return B.errors=[{instancePath:s+"/\
add",schemaPath:"#/properties/add/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=k===
e}else var t=!0;if(t)if(r.remove!==void 0){let g=r.remove;const k=e;if(e===k)if(Array.isArray(g)){var n=!0;const u=g.
length;for(let h=0;h<u;h++){let j=g[h];const _=e;if(e===_)if(typeof j=="string"){if(D(j)>255)return B.errors=[
{instancePath:s+"/remove/"+h,schemaPath:"#/properties/remove/items/maxLength",keyword:"maxLength",params:{limit:255},
message:"must NOT have more than 255 characters"}],!1;if(D(j)<1)return B.errors=[{instancePath:s+"/remove/"+h,
schemaPath:"#/properties/remove/items/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have f\
ewer than 1 characters"}],!1}else return B.errors=[{instancePath:s+"/remove/"+h,schemaPath:"#/properties/remov\
e/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var n=_===e;if(!n)break}}else
return B.errors=[{instancePath:s+"/remove",schemaPath:"#/properties/remove/type",keyword:"type",params:{type:"\
array"},message:"must be array"}],!1;var t=k===e}else var t=!0}}}}else return B.errors=[{instancePath:s,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return B.errors=a,e===0}B.evaluated=
{props:{kind:!0,id:!0,want:!0,add:!0,remove:!0},dynamicProps:!1,dynamicItems:!1};const ir={type:"object",required:[
"kind","id","unprotect","reason"],properties:{kind:{const:"delete"},id:{type:"string",minLength:1,maxLength:255},
unprotect:{type:"boolean"},reason:{enum:["absent","not-kept","retention","leftover","pruned"]},after:{$ref:"#/\
$defs/after"}}};function re(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){
let a=null,e=0;const p=re.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)
if(r&&typeof r=="object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind")||r.id===void 0&&(o="id")||r.
unprotect===void 0&&(o="unprotect")||r.reason===void 0&&(o="reason"))return re.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;if(r.
kind!==void 0){const i=e;if(r.kind!=="delete")return re.errors=[{instancePath:s+"/kind",schemaPath:"#/properti\
es/kind/const",keyword:"const",params:{allowedValue:"delete"},message:"must be equal to constant"}],!1;var t=i===
e}else var t=!0;if(t){if(r.id!==void 0){let i=r.id;const n=e;if(e===n)if(typeof i=="string"){if(D(i)>255)return re.
errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/maxLength",keyword:"maxLength",params:{limit:255},message:"\
must NOT have more than 255 characters"}],!1;if(D(i)<1)return re.errors=[{instancePath:s+"/id",schemaPath:"#/p\
roperties/id/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],
!1}else return re.errors=[{instancePath:s+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type:"\
string"},message:"must be string"}],!1;var t=n===e}else var t=!0;if(t){if(r.unprotect!==void 0){const i=e;if(typeof r.
unprotect!="boolean")return re.errors=[{instancePath:s+"/unprotect",schemaPath:"#/properties/unprotect/type",keyword:"\
type",params:{type:"boolean"},message:"must be boolean"}],!1;var t=i===e}else var t=!0;if(t){if(r.reason!==void 0){
let i=r.reason;const n=e;if(!(i==="absent"||i==="not-kept"||i==="retention"||i==="leftover"||i==="pruned"))return re.
errors=[{instancePath:s+"/reason",schemaPath:"#/properties/reason/enum",keyword:"enum",params:{allowedValues:ir.
properties.reason.enum},message:"must be equal to one of the allowed values"}],!1;var t=n===e}else var t=!0;if(t)
if(r.after!==void 0){const i=e;le(r.after,{instancePath:s+"/after",parentData:r,parentDataProperty:"after",rootData:f,
dynamicAnchors:y})||(a=a===null?le.errors:a.concat(le.errors),e=a.length);var t=i===e}else var t=!0}}}}else return re.
errors=[{instancePath:s,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;
return re.errors=a,e===0}re.evaluated={props:{kind:!0,id:!0,unprotect:!0,reason:!0,after:!0},dynamicProps:!1,dynamicItems:!1};
function ce(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=ce.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let o;if(r.kind===void 0&&(o="kind"))return ce.errors=[{instancePath:s,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:o},message:"must have required property '"+o+"'"}],!1;{
const i=r.kind;if(typeof i=="string")if(i==="compare"){C(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,
dynamicAnchors:y})||(a=a===null?C.errors:a.concat(C.errors),e=a.length);var t={};t.kind=!0,t.id=!0,t.digests=!0,
t.read=!0,t.bytes=!0,t.same=!0,t.refused=!0}else if(i==="stage")he(r,{instancePath:s,parentData:w,parentDataProperty:P,
rootData:f,dynamicAnchors:y})||(a=a===null?he.errors:a.concat(he.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,
t.attributes=!0,t.references=!0);else if(i==="resume")me(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,
dynamicAnchors:y})||(a=a===null?me.errors:a.concat(me.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0);else if(i===
"upload")S(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?S.errors:
a.concat(S.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.source=!0,t.expect=!0,t.method=!0,t.stores=!0,t.prepare=
!0,t.detectPacking=!0,t.detectFormat=!0,t.inspect=!0);else if(i==="record")ve(r,{instancePath:s,parentData:w,parentDataProperty:P,
rootData:f,dynamicAnchors:y})||(a=a===null?ve.errors:a.concat(ve.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,
t.image=!0);else if(i==="copy-to-stores")ue(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||
(a=a===null?ue.errors:a.concat(ue.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.image=!0,t.stores=!0);else if(i===
"check")W(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?W.errors:
a.concat(W.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.command=!0,t.directory=!0,t.timeout=!0,t.keep=!0,t.
member=!0);else if(i==="share")H(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||
(a=a===null?H.errors:a.concat(H.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.members=!0,t.carryFrom=!0);else if(i===
"deactivate")be(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?
be.errors:a.concat(be.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.image=!0);else if(i==="reactivate")ke(r,
{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?ke.errors:a.concat(
ke.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.image=!0);else if(i==="recheck")we(r,{instancePath:s,parentData:w,
parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?we.errors:a.concat(we.errors),e=a.length),t!==
!0&&(t=t||{},t.kind=!0);else if(i==="download-backup")ee(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,
dynamicAnchors:y})||(a=a===null?ee.errors:a.concat(ee.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.
directory=!0);else if(i==="publish")Pe(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||
(a=a===null?Pe.errors:a.concat(Pe.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.patch=!0,t.references=!0);else if(i===
"retire")U(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||(a=a===null?U.errors:
a.concat(U.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.patch=!0,t.deactivate=!0,t.keep=!0,t.after=
!0);else if(i==="update")de(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||
(a=a===null?de.errors:a.concat(de.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.patch=!0,t.references=
!0);else if(i==="members")B(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||
(a=a===null?B.errors:a.concat(B.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.want=!0,t.add=!0,t.remove=
!0);else if(i==="delete")re(r,{instancePath:s,parentData:w,parentDataProperty:P,rootData:f,dynamicAnchors:y})||
(a=a===null?re.errors:a.concat(re.errors),e=a.length),t!==!0&&(t=t||{},t.kind=!0,t.id=!0,t.unprotect=!0,t.reason=
!0,t.after=!0);else return ce.errors=[{instancePath:s,schemaPath:"#/discriminator",keyword:"discriminator",params:{
error:"mapping",tag:"kind",tagValue:i},message:'value of tag "kind" must be in oneOf'}],!1;else return ce.errors=
[{instancePath:s,schemaPath:"#/discriminator",keyword:"discriminator",params:{error:"tag",tag:"kind",tagValue:i},
message:'tag "kind" must be string'}],!1}}else return ce.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return ce.errors=a,p.props=t,e===0}ce.evaluated={dynamicProps:!0,
dynamicItems:!1};const Re={type:"object",required:["code","message","hint"],properties:{code:{type:"string"},message:{
type:"string"},hint:{type:["string","null"]},faults:{type:"array",items:{type:"object",required:["at","message",
"hint"],properties:{at:{type:"object"},message:{type:"string"},hint:{type:["string","null"]}}}},output:{type:"\
array",items:{type:"string"}}}};function V(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,
dynamicAnchors:y={}}={}){let a=null,e=0;const p=V.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&
(p.items=void 0),e===0)if(r&&typeof r=="object"&&!Array.isArray(r)){let m;if(r.code===void 0&&(m="code")||r.message===
void 0&&(m="message")||r.hint===void 0&&(m="hint"))return V.errors=[{instancePath:s,schemaPath:"#/required",keyword:"\
required",params:{missingProperty:m},message:"must have required property '"+m+"'"}],!1;if(r.code!==void 0){const g=e;
if(typeof r.code!="string")return V.errors=[{instancePath:s+"/code",schemaPath:"#/properties/code/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var t=g===e}else var t=!0;if(t){if(r.message!==void 0){
const g=e;if(typeof r.message!="string")return V.errors=[{instancePath:s+"/message",schemaPath:"#/properties/m\
essage/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=g===e}else var t=!0;if(t){
if(r.hint!==void 0){let g=r.hint;const k=e;if(typeof g!="string"&&g!==null)return V.errors=[{instancePath:s+"/\
hint",schemaPath:"#/properties/hint/type",keyword:"type",params:{type:Re.properties.hint.type},message:"must b\
e string,null"}],!1;var t=k===e}else var t=!0;if(t){if(r.faults!==void 0){let g=r.faults;const k=e;if(e===k)if(Array.
isArray(g)){var o=!0;const u=g.length;for(let h=0;h<u;h++){let j=g[h];const _=e;if(e===_)if(j&&typeof j=="obje\
ct"&&!Array.isArray(j)){let q;if(j.at===void 0&&(q="at")||j.message===void 0&&(q="message")||j.hint===void 0&&
(q="hint"))return V.errors=[{instancePath:s+"/faults/"+h,schemaPath:"#/properties/faults/items/required",keyword:"\
required",params:{missingProperty:q},message:"must have required property '"+q+"'"}],!1;if(j.at!==void 0){let x=j.
at;const l=e;if(!(x&&typeof x=="object"&&!Array.isArray(x)))return V.errors=[{instancePath:s+"/faults/"+h+"/at",
schemaPath:"#/properties/faults/items/properties/at/type",keyword:"type",params:{type:"object"},message:"must \
be object"}],!1;var i=l===e}else var i=!0;if(i){if(j.message!==void 0){const x=e;if(typeof j.message!="string")
return V.errors=[{instancePath:s+"/faults/"+h+"/message",schemaPath:"#/properties/faults/items/properties/mess\
age/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var i=x===e}else var i=!0;if(i)if(j.
hint!==void 0){let x=j.hint;const l=e;if(typeof x!="string"&&x!==null)return V.errors=[{instancePath:s+"/fault\
s/"+h+"/hint",schemaPath:"#/properties/faults/items/properties/hint/type",keyword:"type",params:{type:Re.properties.
faults.items.properties.hint.type},message:"must be string,null"}],!1;var i=l===e}else var i=!0}}else return V.
errors=[{instancePath:s+"/faults/"+h,schemaPath:"#/properties/faults/items/type",keyword:"type",params:{type:"\
object"},message:"must be object"}],!1;var o=_===e;if(!o)break}}else return V.errors=[{instancePath:s+"/faults",
schemaPath:"#/properties/faults/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=k===
e}else var t=!0;if(t)if(r.output!==void 0){let g=r.output;const k=e;if(e===k)if(Array.isArray(g)){var n=!0;const u=g.
length;for(let h=0;h<u;h++){const j=e;if(typeof g[h]!="string")return V.errors=[{instancePath:s+"/output/"+h,schemaPath:"\
#/properties/output/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var n=j===
e;if(!n)break}}else return V.errors=[{instancePath:s+"/output",schemaPath:"#/properties/output/type",keyword:"\
type",params:{type:"array"},message:"must be array"}],!1;var t=k===e}else var t=!0}}}}else return V.errors=[{instancePath:s,
schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return V.errors=a,e===
0}V.evaluated={props:{code:!0,message:!0,hint:!0,faults:!0,output:!0},dynamicProps:!1,dynamicItems:!1};function A(r,{
instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,e=0;const p=A.
evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r=="object"&&
!Array.isArray(r)){let x;if(r.region===void 0&&(x="region")||r.name===void 0&&(x="name")||r.action===void 0&&(x=
"action")||r.imageId===void 0&&(x="imageId")||r.reason===void 0&&(x="reason")||r.fields===void 0&&(x="fields")||
r.content===void 0&&(x="content")||r.blockedBy===void 0&&(x="blockedBy")||r.warnings===void 0&&(x="warnings")||
r.basis===void 0&&(x="basis")||r.steps===void 0&&(x="steps")||r.timeout===void 0&&(x="timeout"))return A.errors=
[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:x},message:"must have requ\
ired property '"+x+"'"}],!1;if(r.region!==void 0){const l=e;if(typeof r.region!="string")return A.errors=[{instancePath:s+
"/region",schemaPath:"#/properties/region/type",keyword:"type",params:{type:"string"},message:"must be string"}],
!1;var t=l===e}else var t=!0;if(t){if(r.name!==void 0){const l=e;if(typeof r.name!="string")return A.errors=[{
instancePath:s+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type:"string"},message:"must\
 be string"}],!1;var t=l===e}else var t=!0;if(t){if(r.action!==void 0){let l=r.action;const v=e;if(!(l==="crea\
te"||l==="replace"||l==="verify"||l==="update"||l==="adopt"||l==="rename"||l==="delete"||l==="hide"||l==="deac\
tivate"||l==="reactivate"||l==="resume"||l==="held"||l==="unchanged"))return A.errors=[{instancePath:s+"/actio\
n",schemaPath:"#/properties/action/enum",keyword:"enum",params:{allowedValues:$e.properties.action.enum},message:"\
must be equal to one of the allowed values"}],!1;var t=v===e}else var t=!0;if(t){if(r.imageId!==void 0){let l=r.
imageId;const v=e;if(typeof l!="string"&&l!==null)return A.errors=[{instancePath:s+"/imageId",schemaPath:"#/pr\
operties/imageId/type",keyword:"type",params:{type:$e.properties.imageId.type},message:"must be string,null"}],
!1;if(e===v&&typeof l=="string"){if(D(l)>255)return A.errors=[{instancePath:s+"/imageId",schemaPath:"#/propert\
ies/imageId/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters"}],
!1;if(D(l)<1)return A.errors=[{instancePath:s+"/imageId",schemaPath:"#/properties/imageId/minLength",keyword:"\
minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"}],!1}var t=v===e}else var t=!0;if(t){
if(r.reason!==void 0){const l=e;if(typeof r.reason!="string")return A.errors=[{instancePath:s+"/reason",schemaPath:"\
#/properties/reason/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=l===e}else
var t=!0;if(t){if(r.adopts!==void 0){let l=r.adopts;const v=e;if(e===v)if(Array.isArray(l)){if(l.length<1)return A.
errors=[{instancePath:s+"/adopts",schemaPath:"#/properties/adopts/minItems",keyword:"minItems",params:{limit:1},
message:"must NOT have fewer than 1 items"}],!1;{var o=!0;const $=l.length;for(let b=0;b<$;b++){const I=e;te(l[b],
{instancePath:s+"/adopts/"+b,parentData:l,parentDataProperty:b,rootData:f,dynamicAnchors:y})||(a=a===null?te.errors:
a.concat(te.errors),e=a.length);var o=I===e;if(!o)break}}}else return A.errors=[{instancePath:s+"/adopts",schemaPath:"\
#/properties/adopts/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=v===e}else var t=!0;
if(t){if(r.fields!==void 0){let l=r.fields;const v=e;if(e===v)if(Array.isArray(l)){var i=!0;const $=l.length;for(let b=0;b<
$;b++){const I=e;ge(l[b],{instancePath:s+"/fields/"+b,parentData:l,parentDataProperty:b,rootData:f,dynamicAnchors:y})||
(a=a===null?ge.errors:a.concat(ge.errors),e=a.length);var i=I===e;if(!i)break}}else return A.errors=[{instancePath:s+
"/fields",schemaPath:"#/properties/fields/type",keyword:"type",params:{type:"array"},message:"must be array"}],
!1;var t=v===e}else var t=!0;if(t){if(r.held!==void 0){let l=r.held;const v=e;if(e===v)if(l&&typeof l=="object"&&
!Array.isArray(l)){let $;if(l.since===void 0&&($="since")||l.turnedDown===void 0&&($="turnedDown"))return A.errors=
[{instancePath:s+"/held",schemaPath:"#/properties/held/required",keyword:"required",params:{missingProperty:$},
message:"must have required property '"+$+"'"}],!1;if(l.since!==void 0){const b=e;if(typeof l.since!="string")
return A.errors=[{instancePath:s+"/held/since",schemaPath:"#/properties/held/properties/since/type",keyword:"t\
ype",params:{type:"string"},message:"must be string"}],!1;var n=b===e}else var n=!0;if(n)if(l.turnedDown!==void 0){
let b=l.turnedDown;const I=e;if(e===I)if(b&&typeof b=="object"&&!Array.isArray(b)){let qe;if(b.imageId===void 0&&
(qe="imageId")||b.digest===void 0&&(qe="digest")||b.version===void 0&&(qe="version"))return A.errors=[{instancePath:s+
"/held/turnedDown",schemaPath:"#/properties/held/properties/turnedDown/required",keyword:"required",params:{missingProperty:qe},
message:"must have required property '"+qe+"'"}],!1;if(b.imageId!==void 0){let z=b.imageId;const _e=e;if(typeof z!=
"string"&&z!==null)return A.errors=[{instancePath:s+"/held/turnedDown/imageId",schemaPath:"#/properties/held/p\
roperties/turnedDown/properties/imageId/type",keyword:"type",params:{type:$e.properties.held.properties.turnedDown.
properties.imageId.type},message:"must be string,null"}],!1;var m=_e===e}else var m=!0;if(m){if(b.digest!==void 0){
let z=b.digest;const _e=e;if(typeof z!="string"&&z!==null)return A.errors=[{instancePath:s+"/held/turnedDown/d\
igest",schemaPath:"#/properties/held/properties/turnedDown/properties/digest/type",keyword:"type",params:{type:$e.
properties.held.properties.turnedDown.properties.digest.type},message:"must be string,null"}],!1;var m=_e===e}else
var m=!0;if(m)if(b.version!==void 0){let z=b.version;const _e=e;if(typeof z!="string"&&z!==null)return A.errors=
[{instancePath:s+"/held/turnedDown/version",schemaPath:"#/properties/held/properties/turnedDown/properties/ver\
sion/type",keyword:"type",params:{type:$e.properties.held.properties.turnedDown.properties.version.type},message:"\
must be string,null"}],!1;var m=_e===e}else var m=!0}}else return A.errors=[{instancePath:s+"/held/turnedDown",
schemaPath:"#/properties/held/properties/turnedDown/type",keyword:"type",params:{type:"object"},message:"must \
be object"}],!1;var n=I===e}else var n=!0}else return A.errors=[{instancePath:s+"/held",schemaPath:"#/properti\
es/held/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var t=v===e}else var t=!0;if(t){
if(r.content!==void 0){let l=r.content;const v=e,F=e;let $=!1,b=null;const I=e;if(l!==null){const z={instancePath:s+
"/content",schemaPath:"#/properties/content/oneOf/0/type",keyword:"type",params:{type:"null"},message:"must be\
 null"};a===null?a=[z]:a.push(z),e++}var g=I===e;g&&($=!0,b=0);const je=e;se(l,{instancePath:s+"/content",parentData:r,
parentDataProperty:"content",rootData:f,dynamicAnchors:y})||(a=a===null?se.errors:a.concat(se.errors),e=a.length);
var g=je===e;if(g&&$)$=!1,b=[b,1];else if(g){$=!0,b=1;var k={};k.source=!0,k.bytes=!0,k.storedBytes=!0,k.preparation=
!0,k.digests=!0}if($)e=F,a!==null&&(F?a.length=F:a=null);else{const z={instancePath:s+"/content",schemaPath:"#\
/properties/content/oneOf",keyword:"oneOf",params:{passingSchemas:b},message:"must match exactly one schema in\
 oneOf"};return a===null?a=[z]:a.push(z),e++,A.errors=a,!1}var t=v===e}else var t=!0;if(t){if(r.blockedBy!==void 0){
let l=r.blockedBy;const v=e;if(e===v)if(Array.isArray(l)){var c=!0;const $=l.length;for(let b=0;b<$;b++){const I=e;
pe(l[b],{instancePath:s+"/blockedBy/"+b,parentData:l,parentDataProperty:b,rootData:f,dynamicAnchors:y})||(a=a===
null?pe.errors:a.concat(pe.errors),e=a.length);var c=I===e;if(!c)break}}else return A.errors=[{instancePath:s+
"/blockedBy",schemaPath:"#/properties/blockedBy/type",keyword:"type",params:{type:"array"},message:"must be ar\
ray"}],!1;var t=v===e}else var t=!0;if(t){if(r.warnings!==void 0){let l=r.warnings;const v=e;if(e===v)if(Array.
isArray(l)){var u=!0;const $=l.length;for(let b=0;b<$;b++){const I=e;if(typeof l[b]!="string")return A.errors=
[{instancePath:s+"/warnings/"+b,schemaPath:"#/properties/warnings/items/type",keyword:"type",params:{type:"str\
ing"},message:"must be string"}],!1;var u=I===e;if(!u)break}}else return A.errors=[{instancePath:s+"/warnings",
schemaPath:"#/properties/warnings/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=v===
e}else var t=!0;if(t){if(r.basis!==void 0){const l=e;M(r.basis,{instancePath:s+"/basis",parentData:r,parentDataProperty:"\
basis",rootData:f,dynamicAnchors:y})||(a=a===null?M.errors:a.concat(M.errors),e=a.length);var t=l===e}else var t=!0;
if(t){if(r.steps!==void 0){let l=r.steps;const v=e;if(e===v)if(Array.isArray(l)){var h=!0;const $=l.length;for(let b=0;b<
$;b++){const I=e;ce(l[b],{instancePath:s+"/steps/"+b,parentData:l,parentDataProperty:b,rootData:f,dynamicAnchors:y})||
(a=a===null?ce.errors:a.concat(ce.errors),e=a.length);var h=I===e;if(!h)break}}else return A.errors=[{instancePath:s+
"/steps",schemaPath:"#/properties/steps/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;
var t=v===e}else var t=!0;if(t){if(r.notedBy!==void 0){let l=r.notedBy;const v=e;if(e===v)if(Array.isArray(l)){
if(l.length<1)return A.errors=[{instancePath:s+"/notedBy",schemaPath:"#/properties/notedBy/minItems",keyword:"\
minItems",params:{limit:1},message:"must NOT have fewer than 1 items"}],!1;{var j=!0;const $=l.length;for(let b=0;b<
$;b++){const I=e;if(typeof l[b]!="string")return A.errors=[{instancePath:s+"/notedBy/"+b,schemaPath:"#/propert\
ies/notedBy/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var j=I===e;if(!j)
break}}}else return A.errors=[{instancePath:s+"/notedBy",schemaPath:"#/properties/notedBy/type",keyword:"type",
params:{type:"array"},message:"must be array"}],!1;var t=v===e}else var t=!0;if(t){if(r.timeout!==void 0){let l=r.
timeout;const v=e;if(!(typeof l=="number"&&isFinite(l))&&l!==null)return A.errors=[{instancePath:s+"/timeout",
schemaPath:"#/properties/timeout/type",keyword:"type",params:{type:$e.properties.timeout.type},message:"must b\
e number,null"}],!1;if(e===v&&typeof l=="number"&&isFinite(l)&&(l<=0||isNaN(l)))return A.errors=[{instancePath:s+
"/timeout",schemaPath:"#/properties/timeout/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison:">",
limit:0},message:"must be > 0"}],!1;var t=v===e}else var t=!0;if(t){if(r.outcome!==void 0){let l=r.outcome;const v=e;
if(!(l==="done"||l==="failed"||l==="skipped"||l==="stale"))return A.errors=[{instancePath:s+"/outcome",schemaPath:"\
#/properties/outcome/enum",keyword:"enum",params:{allowedValues:$e.properties.outcome.enum},message:"must be e\
qual to one of the allowed values"}],!1;var t=v===e}else var t=!0;if(t){if(r.error!==void 0){let l=r.error;const v=e,
F=e;let $=!1,b=null;const I=e;if(l!==null){const z={instancePath:s+"/error",schemaPath:"#/properties/error/one\
Of/0/type",keyword:"type",params:{type:"null"},message:"must be null"};a===null?a=[z]:a.push(z),e++}var _=I===
e;_&&($=!0,b=0);const je=e;V(l,{instancePath:s+"/error",parentData:r,parentDataProperty:"error",rootData:f,dynamicAnchors:y})||
(a=a===null?V.errors:a.concat(V.errors),e=a.length);var _=je===e;if(_&&$)$=!1,b=[b,1];else if(_){$=!0,b=1;var d={};
d.code=!0,d.message=!0,d.hint=!0,d.faults=!0,d.output=!0}if($)e=F,a!==null&&(F?a.length=F:a=null);else{const z={
instancePath:s+"/error",schemaPath:"#/properties/error/oneOf",keyword:"oneOf",params:{passingSchemas:b},message:"\
must match exactly one schema in oneOf"};return a===null?a=[z]:a.push(z),e++,A.errors=a,!1}var t=v===e}else var t=!0;
if(t){if(r.seconds!==void 0){let l=r.seconds;const v=e;if(e===v)if(typeof l=="number"&&isFinite(l)){if(l<0||isNaN(
l))return A.errors=[{instancePath:s+"/seconds",schemaPath:"#/properties/seconds/minimum",keyword:"minimum",params:{
comparison:">=",limit:0},message:"must be >= 0"}],!1}else return A.errors=[{instancePath:s+"/seconds",schemaPath:"\
#/properties/seconds/type",keyword:"type",params:{type:"number"},message:"must be number"}],!1;var t=v===e}else
var t=!0;if(t){if(r.verified!==void 0){let l=r.verified;const v=e;if(e===v)if(l&&typeof l=="object"&&!Array.isArray(
l)){let $;if(l.bytes===void 0&&($="bytes")||l.digests===void 0&&($="digests"))return A.errors=[{instancePath:s+
"/verified",schemaPath:"#/properties/verified/required",keyword:"required",params:{missingProperty:$},message:"\
must have required property '"+$+"'"}],!1;if(l.bytes!==void 0){let b=l.bytes;const I=e;if(!(typeof b=="number"&&
!(b%1)&&!isNaN(b)&&isFinite(b)))return A.errors=[{instancePath:s+"/verified/bytes",schemaPath:"#/properties/ve\
rified/properties/bytes/type",keyword:"type",params:{type:"integer"},message:"must be integer"}],!1;if(e===I&&
typeof b=="number"&&isFinite(b)&&(b<0||isNaN(b)))return A.errors=[{instancePath:s+"/verified/bytes",schemaPath:"\
#/properties/verified/properties/bytes/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"mu\
st be >= 0"}],!1;var q=I===e}else var q=!0;if(q)if(l.digests!==void 0){const b=e;O(l.digests,{instancePath:s+"\
/verified/digests",parentData:l,parentDataProperty:"digests",rootData:f,dynamicAnchors:y})||(a=a===null?O.errors:
a.concat(O.errors),e=a.length);var q=b===e}else var q=!0}else return A.errors=[{instancePath:s+"/verified",schemaPath:"\
#/properties/verified/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var t=v===e}else
var t=!0;if(t){let l;if(r.outcome!==void 0&&(r.error===void 0&&(l="error")||r.seconds===void 0&&(l="seconds")))
return A.errors=[{instancePath:s,schemaPath:"#/dependentRequired",keyword:"dependentRequired",params:{property:"\
outcome",missingProperty:l,depsCount:2,deps:"error, seconds"},message:"must have properties error, seconds whe\
n property outcome is present"}],!1}}}}}}}}}}}}}}}}}}}}else return A.errors=[{instancePath:s,schemaPath:"#/typ\
e",keyword:"type",params:{type:"object"},message:"must be object"}],!1;return A.errors=a,e===0}A.evaluated={props:{
region:!0,name:!0,action:!0,imageId:!0,reason:!0,adopts:!0,fields:!0,held:!0,content:!0,blockedBy:!0,warnings:!0,
basis:!0,steps:!0,notedBy:!0,timeout:!0,outcome:!0,error:!0,seconds:!0,verified:!0},dynamicProps:!1,dynamicItems:!1};
function L(r,{instancePath:s="",parentData:w,parentDataProperty:P,rootData:f=r,dynamicAnchors:y={}}={}){let a=null,
e=0;const p=L.evaluated;if(p.dynamicProps&&(p.props=void 0),p.dynamicItems&&(p.items=void 0),e===0)if(r&&typeof r==
"object"&&!Array.isArray(r)){let _;if(r.formatVersion===void 0&&(_="formatVersion")||r.stack===void 0&&(_="sta\
ck")||r.state===void 0&&(_="state")||r.targets===void 0&&(_="targets")||r.partial===void 0&&(_="partial")||r.summary===
void 0&&(_="summary")||r.changes===void 0&&(_="changes")||r.warnings===void 0&&(_="warnings"))return L.errors=
[{instancePath:s,schemaPath:"#/required",keyword:"required",params:{missingProperty:_},message:"must have requ\
ired property '"+_+"'"}],!1;if(r.formatVersion!==void 0){let d=r.formatVersion;const q=e;if(e===q)if(typeof d==
"string"){if(!ze.test(d))return L.errors=[{instancePath:s+"/formatVersion",schemaPath:"#/properties/formatVers\
ion/pattern",keyword:"pattern",params:{pattern:"^1\\.(0|[1-9][0-9]*)$"},message:'must match pattern "^1\\.(0|[1\
-9][0-9]*)$"'}],!1}else return L.errors=[{instancePath:s+"/formatVersion",schemaPath:"#/properties/formatVersi\
on/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=q===e}else var t=!0;if(t){if(r.
stack!==void 0){const d=e;if(typeof r.stack!="string")return L.errors=[{instancePath:s+"/stack",schemaPath:"#/\
properties/stack/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=d===e}else var t=!0;
if(t){if(r.origin!==void 0){const d=e;if(typeof r.origin!="string")return L.errors=[{instancePath:s+"/origin",
schemaPath:"#/properties/origin/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=d===
e}else var t=!0;if(t){if(r.state!==void 0){let d=r.state;const q=e;if(e===q)if(d&&typeof d=="object"&&!Array.isArray(
d)){let l;if(d.files===void 0&&(l="files")||d.sha256===void 0&&(l="sha256"))return L.errors=[{instancePath:s+"\
/state",schemaPath:"#/properties/state/required",keyword:"required",params:{missingProperty:l},message:"must h\
ave required property '"+l+"'"}],!1;if(d.files!==void 0){let v=d.files;const F=e;if(e===F)if(Array.isArray(v)){
var o=!0;const $=v.length;for(let b=0;b<$;b++){const I=e;if(typeof v[b]!="string")return L.errors=[{instancePath:s+
"/state/files/"+b,schemaPath:"#/properties/state/properties/files/items/type",keyword:"type",params:{type:"str\
ing"},message:"must be string"}],!1;var o=I===e;if(!o)break}}else return L.errors=[{instancePath:s+"/state/fil\
es",schemaPath:"#/properties/state/properties/files/type",keyword:"type",params:{type:"array"},message:"must b\
e array"}],!1;var i=F===e}else var i=!0;if(i)if(d.sha256!==void 0){let v=d.sha256;const F=e;if(e===F)if(typeof v==
"string"){if(!Le.test(v))return L.errors=[{instancePath:s+"/state/sha256",schemaPath:"#/properties/state/prope\
rties/sha256/pattern",keyword:"pattern",params:{pattern:"^[0-9a-f]{64}$"},message:'must match pattern "^[0-9a-\
f]{64}$"'}],!1}else return L.errors=[{instancePath:s+"/state/sha256",schemaPath:"#/properties/state/properties\
/sha256/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var i=F===e}else var i=!0}else
return L.errors=[{instancePath:s+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type:"ob\
ject"},message:"must be object"}],!1;var t=q===e}else var t=!0;if(t){if(r.targets!==void 0){let d=r.targets;const q=e;
if(e===q)if(Array.isArray(d)){var n=!0;const l=d.length;for(let v=0;v<l;v++){const F=e;Z(d[v],{instancePath:s+
"/targets/"+v,parentData:d,parentDataProperty:v,rootData:f,dynamicAnchors:y})||(a=a===null?Z.errors:a.concat(Z.
errors),e=a.length);var n=F===e;if(!n)break}}else return L.errors=[{instancePath:s+"/targets",schemaPath:"#/pr\
operties/targets/type",keyword:"type",params:{type:"array"},message:"must be array"}],!1;var t=q===e}else var t=!0;
if(t){if(r.partial!==void 0){const d=e;if(typeof r.partial!="boolean")return L.errors=[{instancePath:s+"/parti\
al",schemaPath:"#/properties/partial/type",keyword:"type",params:{type:"boolean"},message:"must be boolean"}],
!1;var t=d===e}else var t=!0;if(t){if(r.unresolved!==void 0){let d=r.unresolved;const q=e;if(e===q)if(Array.isArray(
d)){if(d.length<1)return L.errors=[{instancePath:s+"/unresolved",schemaPath:"#/properties/unresolved/minItems",
keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items"}],!1;{var m=!0;const l=d.length;
for(let v=0;v<l;v++){const F=e;oe(d[v],{instancePath:s+"/unresolved/"+v,parentData:d,parentDataProperty:v,rootData:f,
dynamicAnchors:y})||(a=a===null?oe.errors:a.concat(oe.errors),e=a.length);var m=F===e;if(!m)break}}}else return L.
errors=[{instancePath:s+"/unresolved",schemaPath:"#/properties/unresolved/type",keyword:"type",params:{type:"a\
rray"},message:"must be array"}],!1;var t=q===e}else var t=!0;if(t){if(r.newHere!==void 0){const d=e;if(r.newHere!==
!0)return L.errors=[{instancePath:s+"/newHere",schemaPath:"#/properties/newHere/const",keyword:"const",params:{
allowedValue:!0},message:"must be equal to constant"}],!1;var t=d===e}else var t=!0;if(t){if(r.pruningWithheld!==
void 0){const d=e;if(r.pruningWithheld!==!0)return L.errors=[{instancePath:s+"/pruningWithheld",schemaPath:"#/\
properties/pruningWithheld/const",keyword:"const",params:{allowedValue:!0},message:"must be equal to constant"}],
!1;var t=d===e}else var t=!0;if(t){if(r.summary!==void 0){const d=e;N(r.summary,{instancePath:s+"/summary",parentData:r,
parentDataProperty:"summary",rootData:f,dynamicAnchors:y})||(a=a===null?N.errors:a.concat(N.errors),e=a.length);
var t=d===e}else var t=!0;if(t){if(r.changes!==void 0){let d=r.changes;const q=e;if(e===q)if(Array.isArray(d)){
var g=!0;const l=d.length;for(let v=0;v<l;v++){const F=e;A(d[v],{instancePath:s+"/changes/"+v,parentData:d,parentDataProperty:v,
rootData:f,dynamicAnchors:y})||(a=a===null?A.errors:a.concat(A.errors),e=a.length);var g=F===e;if(!g)break}}else
return L.errors=[{instancePath:s+"/changes",schemaPath:"#/properties/changes/type",keyword:"type",params:{type:"\
array"},message:"must be array"}],!1;var t=q===e}else var t=!0;if(t){if(r.warnings!==void 0){let d=r.warnings;
const q=e;if(e===q)if(Array.isArray(d)){var k=!0;const l=d.length;for(let v=0;v<l;v++){const F=e;if(typeof d[v]!=
"string")return L.errors=[{instancePath:s+"/warnings/"+v,schemaPath:"#/properties/warnings/items/type",keyword:"\
type",params:{type:"string"},message:"must be string"}],!1;var k=F===e;if(!k)break}}else return L.errors=[{instancePath:s+
"/warnings",schemaPath:"#/properties/warnings/type",keyword:"type",params:{type:"array"},message:"must be arra\
y"}],!1;var t=q===e}else var t=!0;if(t){if(r.madeWith!==void 0){let d=r.madeWith;const q=e;if(e===q)if(d&&typeof d==
"object"&&!Array.isArray(d)){if(d.options!==void 0){let l=d.options;const v=e;if(e===v)if(l&&typeof l=="object"&&
!Array.isArray(l))for(const F in l){let $=l[F];const b=e;if(typeof $!="string"&&!(typeof $=="number"&&!($%1)&&
!isNaN($)&&isFinite($))&&typeof $!="boolean"&&!Array.isArray($))return L.errors=[{instancePath:s+"/madeWith/op\
tions/"+F.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/madeWith/properties/options/addition\
alProperties/type",keyword:"type",params:{type:xe.properties.madeWith.properties.options.additionalProperties.
type},message:"must be string,integer,boolean,array"}],!1;if(e===b&&Array.isArray($)){var c=!0;const I=$.length;
for(let je=0;je<I;je++){const qe=e;if(typeof $[je]!="string")return L.errors=[{instancePath:s+"/madeWith/optio\
ns/"+F.replace(/~/g,"~0").replace(/\//g,"~1")+"/"+je,schemaPath:"#/properties/madeWith/properties/options/addi\
tionalProperties/items/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var c=qe===e;
if(!c)break}}var u=b===e;if(!u)break}else return L.errors=[{instancePath:s+"/madeWith/options",schemaPath:"#/p\
roperties/madeWith/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;
var h=v===e}else var h=!0;if(h)if(d.rollback!==void 0){let l=d.rollback;const v=e;if(e===v)if(l&&typeof l=="ob\
ject"&&!Array.isArray(l)){let $;if(l.name===void 0&&($="name")||l.to===void 0&&($="to"))return L.errors=[{instancePath:s+
"/madeWith/rollback",schemaPath:"#/properties/madeWith/properties/rollback/required",keyword:"required",params:{
missingProperty:$},message:"must have required property '"+$+"'"}],!1;if(l.name!==void 0){const b=e;if(typeof l.
name!="string")return L.errors=[{instancePath:s+"/madeWith/rollback/name",schemaPath:"#/properties/madeWith/pr\
operties/rollback/properties/name/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var j=b===
e}else var j=!0;if(j){if(l.to!==void 0){let b=l.to;const I=e;if(typeof b!="string"&&b!==null)return L.errors=[
{instancePath:s+"/madeWith/rollback/to",schemaPath:"#/properties/madeWith/properties/rollback/properties/to/ty\
pe",keyword:"type",params:{type:xe.properties.madeWith.properties.rollback.properties.to.type},message:"must b\
e string,null"}],!1;var j=I===e}else var j=!0;if(j)if(l.at!==void 0){let b=l.at;const I=e;if(e===I)if(typeof b==
"string"){if(!Ce.test(b))return L.errors=[{instancePath:s+"/madeWith/rollback/at",schemaPath:"#/properties/mad\
eWith/properties/rollback/properties/at/pattern",keyword:"pattern",params:{pattern:"^[0-9]{4}-[0-9]{2}-[0-9]{2\
}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"},message:'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0\
-9]{2}Z$"'}],!1}else return L.errors=[{instancePath:s+"/madeWith/rollback/at",schemaPath:"#/properties/madeWit\
h/properties/rollback/properties/at/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;
var j=I===e}else var j=!0}}else return L.errors=[{instancePath:s+"/madeWith/rollback",schemaPath:"#/properties\
/madeWith/properties/rollback/type",keyword:"type",params:{type:"object"},message:"must be object"}],!1;var h=v===
e}else var h=!0}else return L.errors=[{instancePath:s+"/madeWith",schemaPath:"#/properties/madeWith/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;var t=q===e}else var t=!0;if(t){if(r.seal!==void 0){
let d=r.seal;const q=e;if(e===q)if(typeof d=="string"){if(!Le.test(d))return L.errors=[{instancePath:s+"/seal",
schemaPath:"#/properties/seal/pattern",keyword:"pattern",params:{pattern:"^[0-9a-f]{64}$"},message:'must match\
 pattern "^[0-9a-f]{64}$"'}],!1}else return L.errors=[{instancePath:s+"/seal",schemaPath:"#/properties/seal/ty\
pe",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=q===e}else var t=!0;if(t){if(r.startedAt!==
void 0){const d=e;if(typeof r.startedAt!="string")return L.errors=[{instancePath:s+"/startedAt",schemaPath:"#/\
properties/startedAt/type",keyword:"type",params:{type:"string"},message:"must be string"}],!1;var t=d===e}else
var t=!0;if(t){if(r.finishedAt!==void 0){const d=e;if(typeof r.finishedAt!="string")return L.errors=[{instancePath:s+
"/finishedAt",schemaPath:"#/properties/finishedAt/type",keyword:"type",params:{type:"string"},message:"must be\
 string"}],!1;var t=d===e}else var t=!0;if(t){if(r.interrupted!==void 0){const d=e;if(typeof r.interrupted!="b\
oolean")return L.errors=[{instancePath:s+"/interrupted",schemaPath:"#/properties/interrupted/type",keyword:"ty\
pe",params:{type:"boolean"},message:"must be boolean"}],!1;var t=d===e}else var t=!0;if(t){if(r.rehearsal!==void 0){
const d=e;if(r.rehearsal!==!0)return L.errors=[{instancePath:s+"/rehearsal",schemaPath:"#/properties/rehearsal\
/const",keyword:"const",params:{allowedValue:!0},message:"must be equal to constant"}],!1;var t=d===e}else var t=!0;
if(t){if(r.error!==void 0){const d=e;V(r.error,{instancePath:s+"/error",parentData:r,parentDataProperty:"error",
rootData:f,dynamicAnchors:y})||(a=a===null?V.errors:a.concat(V.errors),e=a.length);var t=d===e}else var t=!0;if(t){
let d;if(r.startedAt!==void 0&&(r.finishedAt===void 0&&(d="finishedAt")||r.interrupted===void 0&&(d="interrupt\
ed")))return L.errors=[{instancePath:s,schemaPath:"#/dependentRequired",keyword:"dependentRequired",params:{property:"\
startedAt",missingProperty:d,depsCount:2,deps:"finishedAt, interrupted"},message:"must have properties finishe\
dAt, interrupted when property startedAt is present"}],!1;if(r.finishedAt!==void 0&&r.startedAt===void 0&&(d="\
startedAt"))return L.errors=[{instancePath:s,schemaPath:"#/dependentRequired",keyword:"dependentRequired",params:{
property:"finishedAt",missingProperty:d,depsCount:1,deps:"startedAt"},message:"must have property startedAt wh\
en property finishedAt is present"}],!1;if(r.interrupted!==void 0&&r.startedAt===void 0&&(d="startedAt"))return L.
errors=[{instancePath:s,schemaPath:"#/dependentRequired",keyword:"dependentRequired",params:{property:"interru\
pted",missingProperty:d,depsCount:1,deps:"startedAt"},message:"must have property startedAt when property inte\
rrupted is present"}],!1}}}}}}}}}}}}}}}}}}}}else return L.errors=[{instancePath:s,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},message:"must be object"}],!1;return L.errors=a,e===0}L.evaluated={props:{formatVersion:!0,
stack:!0,origin:!0,state:!0,targets:!0,partial:!0,unresolved:!0,newHere:!0,pruningWithheld:!0,summary:!0,changes:!0,
warnings:!0,madeWith:!0,seal:!0,startedAt:!0,finishedAt:!0,interrupted:!0,rehearsal:!0,error:!0},dynamicProps:!1,
dynamicItems:!1};export{ar as plan};
