// Generated from schemas/state.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// biome-ignore-all assist: generated
function Ve(r){let i=0;for(const b of r)i++;return i}const Ke=Ne,De={$schema:"https://json-schema.org/draft/20\
20-12/schema",$id:"urn:glance-reconcile:state",type:"object",properties:{glance:{type:["object","null"],properties:{
server:{$ref:"#/$defs/server"},client:{$ref:"#/$defs/client"}}}},$defs:{server:{type:["object","null"],properties:{
name:{$ref:"#/$defs/line"},cloud:{$ref:"#/$defs/line"},identity:{$ref:"#/$defs/identity"},defaults:{$ref:"#/$d\
efs/image",type:"object",properties:{name:!1,id:!1,previously:!1,adopt:!1,state:!1,source:!1,location:!1,file:!1,
checksum:!1,size:!1}},reconcile:{$ref:"#/$defs/reconcile"},images:{type:["array","null"],items:{$ref:"#/$defs/\
listedImage"}},image:{type:["object","null"],additionalProperties:{$ref:"#/$defs/image"}},vmcatcher:{$ref:"#/$\
defs/vmcatcher"},image_lists:{type:["array","null"],items:{$ref:"#/$defs/imageList"}},enabled:{type:"boolean"},
version:{$ref:"#/$defs/daemon"},workers:{$ref:"#/$defs/daemon"},bind:{$ref:"#/$defs/daemon"},database:{$ref:"#\
/$defs/daemon"},registry:{$ref:"#/$defs/daemon"},message_queue:{$ref:"#/$defs/daemon"},rabbit:{$ref:"#/$defs/d\
aemon"},rabbitmq:{$ref:"#/$defs/daemon"},storage:{$ref:"#/$defs/daemon"},policy:{$ref:"#/$defs/daemon"},logging:{
$ref:"#/$defs/daemon"},quota:{$ref:"#/$defs/daemon"},audit:{$ref:"#/$defs/daemon"},cache:{$ref:"#/$defs/daemon"},
ssl:{$ref:"#/$defs/daemon"},cors:{$ref:"#/$defs/daemon"},barbican:{$ref:"#/$defs/daemon"},image_cache:{$ref:"#\
/$defs/daemon"},cron:{$ref:"#/$defs/daemon"},notification:{$ref:"#/$defs/daemon"},pkgs:{$ref:"#/$defs/daemon"},
services:{$ref:"#/$defs/daemon"},upgrade:{$ref:"#/$defs/daemon"},debug:{$ref:"#/$defs/daemon"},verbose:{$ref:"\
#/$defs/daemon"},cacert_file:{$ref:"#/$defs/daemon"},glance_uid:{$ref:"#/$defs/daemon"},glance_gid:{$ref:"#/$d\
efs/daemon"},api_limit_max:{$ref:"#/$defs/daemon"},limit_default:{$ref:"#/$defs/daemon"},limit_param_default:{
$ref:"#/$defs/daemon"},enable_proxy_headers_parsing:{$ref:"#/$defs/daemon"},filesystem_store_datadir:{$ref:"#/\
$defs/daemon"},filesystem_store_metadata_file:{$ref:"#/$defs/daemon"},show_image_direct_url:{$ref:"#/$defs/dae\
mon"},show_multiple_locations:{$ref:"#/$defs/daemon"},location_strategy:{$ref:"#/$defs/daemon"},store_type_preference:{
$ref:"#/$defs/daemon"},configmap:{$ref:"#/$defs/daemon"}}},client:{type:["object","null"],properties:{enabled:{
type:"boolean"},pkgs:{$ref:"#/$defs/daemon"},cloud_name:{$ref:"#/$defs/line"},identity:{type:["object","null"],
additionalProperties:{$ref:"#/$defs/profile"}}}},profile:{type:["object","null"],properties:{image:{type:["obj\
ect","null"],additionalProperties:{$ref:"#/$defs/image"}}}},daemon:{},line:{type:"string",minLength:1,maxLength:255,
pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"one line of text without control characters"},path:{type:"\
string",minLength:1,maxLength:4096,pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"a path without control \
characters"},secret:{type:"string"},identity:{type:["object","null"],additionalProperties:!1,properties:{engine:{
enum:["keystone","none","http_basic"]},protocol:{enum:["http","https"]},host:{$ref:"#/$defs/line"},port:{type:"\
integer",minimum:1,maximum:65535},url:{$ref:"#/$defs/line"},auth_url:{$ref:"#/$defs/line"},region:{$ref:"#/$de\
fs/region"},region_name:{$ref:"#/$defs/region"},user:{$ref:"#/$defs/line"},username:{$ref:"#/$defs/line"},user_id:{
$ref:"#/$defs/line"},password:{$ref:"#/$defs/secret"},tenant:{$ref:"#/$defs/line"},tenant_name:{$ref:"#/$defs/\
line"},project:{$ref:"#/$defs/line"},project_name:{$ref:"#/$defs/line"},tenant_id:{$ref:"#/$defs/line"},project_id:{
$ref:"#/$defs/line"},domain:{$ref:"#/$defs/line"},domain_name:{$ref:"#/$defs/line"},domain_id:{$ref:"#/$defs/l\
ine"},user_domain:{$ref:"#/$defs/line"},user_domain_name:{$ref:"#/$defs/line"},user_domain_id:{$ref:"#/$defs/l\
ine"},project_domain:{$ref:"#/$defs/line"},project_domain_name:{$ref:"#/$defs/line"},project_domain_id:{$ref:"\
#/$defs/line"},endpoint_type:{$ref:"#/$defs/interface"},interface:{$ref:"#/$defs/interface"},cacert:{$ref:"#/$\
defs/path"},cacert_file:{$ref:"#/$defs/path"},insecure:{type:"boolean"}}},region:{type:["string","array"],minLength:1,
maxLength:255,pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"one line of text without control characters",
minItems:1,items:{$ref:"#/$defs/line"}},interface:{enum:["public","internal","admin","publicURL","internalURL",
"adminURL"]},reconcile:{type:["object","null"],additionalProperties:!1,properties:{prune:{enum:["never","hide",
"deactivate","delete"]},prune_then:{$ref:"#/$defs/stages"},stages_apart:{$ref:"#/$defs/age"},max_deletes:{$ref:"\
#/$defs/limit"},max_replaces:{$ref:"#/$defs/limit"},settings_only:{type:"boolean"},require_checksum:{type:"boo\
lean"},may_publish:{type:"boolean"},quotas:{type:["object","null"],additionalProperties:!1,properties:{properties:{
$ref:"#/$defs/quota"},tags:{$ref:"#/$defs/quota"},members:{$ref:"#/$defs/quota"}}}}},quota:{type:["integer","s\
tring"],minimum:0,maximum:2147483647,pattern:"^unlimited$",patternErrorMessage:"a number, or `unlimited`"},age:{
type:"string",pattern:"^[1-9][0-9]{0,4}[mhdw]$",patternErrorMessage:"a number and m, h, d or w, such as 90d"},
stages:{type:"array",minItems:1,maxItems:3,items:{enum:["hide","deactivate","delete"]}},limit:{type:["integer",
"string"],minimum:0,maximum:2147483647,pattern:"^(100|[1-9]?[0-9])%$",patternErrorMessage:"a number, or a shar\
e from 0% to 100%"},image:{type:"object",additionalProperties:!1,properties:{name:{$ref:"#/$defs/line"},id:{$ref:"\
#/$defs/uuid"},previously:{type:["string","array"],minLength:1,maxLength:255,pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"\
one line of text without control characters",items:{$ref:"#/$defs/line"}},state:{enum:["present","absent"]},format:{
$ref:"#/$defs/diskFormat"},disk_format:{$ref:"#/$defs/diskFormat"},container_format:{type:"string",pattern:"^[\
A-Za-z0-9][A-Za-z0-9._+-]{0,19}$",patternErrorMessage:"the name of a format, of at most 20 letters, digits and\
 . _ + -"},source:{$ref:"#/$defs/source"},location:{$ref:"#/$defs/source"},file:{$ref:"#/$defs/path"},checksum:{
$ref:"#/$defs/checksum"},size:{type:"integer",minimum:1,maximum:9007199254740991},version:{$ref:"#/$defs/line"},
decompress:{enum:["auto","none","gz","bz2","xz","lzma","zst","zip","tar","ova"]},member:{type:"string",minLength:1,
maxLength:255},digest_of:{enum:["source","decompressed"]},transform:{$ref:"#/$defs/command"},convert:{$ref:"#/\
$defs/convert"},import_from_format:{enum:["ami","ari","aki","vhd","vhdx","vmdk","raw","qcow2","vdi","ploop","i\
so"]},public:{type:"boolean"},is_public:{type:"boolean"},visibility:{enum:["public","community","shared","priv\
ate"]},protected:{type:"boolean"},is_protected:{type:"boolean"},hidden:{type:"boolean"},os_hidden:{type:"boole\
an"},is_hidden:{type:"boolean"},status:{enum:["active","deactivated"]},min_disk:{type:"integer",minimum:0,maximum:2147483647},
min_ram:{type:"integer",minimum:0,maximum:2147483647},owner:{$ref:"#/$defs/project"},description:{type:"string",
maxLength:65535},tags:{type:"array",items:{$ref:"#/$defs/line"}},properties:{type:"object",propertyNames:{minLength:1,
maxLength:255},additionalProperties:{$ref:"#/$defs/propertyValue"}},properties_mode:{enum:["merge","exact"]},members:{
type:"array",items:{$ref:"#/$defs/member"}},can_share:{type:"boolean"},stores:{type:"array",minItems:1,items:{
$ref:"#/$defs/line"}},method:{enum:["upload","stage","web-download"]},checks:{type:"array",items:{$ref:"#/$def\
s/check"}},expired:{enum:["keep","prune","hide","deactivate","delete"]},allow_unsafe:{type:"array",items:{$ref:"\
#/$defs/safetyRule"}},backup:{$ref:"#/$defs/backup"},prevent_delete:{type:"boolean"},prevent_replace:{type:"bo\
olean"},adopt:{type:"boolean"},timeout:{type:"integer",minimum:1,maximum:2147483},wait_timeout:{type:"integer",
minimum:1,maximum:2147483}}},listedImage:{$ref:"#/$defs/image",type:"object",properties:{name:!0},required:["n\
ame"]},diskFormat:{type:"string",pattern:"^[A-Za-z0-9][A-Za-z0-9._+-]{0,19}$",patternErrorMessage:"the name of\
 a format, of at most 20 letters, digits and . _ + -"},safetyRule:{enum:["ambiguous-format","format-mismatch",
"container-mismatch","truncated-header","min-disk-too-small","qcow2-version","qcow2-header","qcow2-backing-fil\
e","qcow2-data-file","qcow2-unknown-feature","qcow2-encryption","qed","vmdk-version","vmdk-descriptor","vmdk-t\
ext-descriptor","vmdk-create-type","vmdk-extent","vmdk-extent-path","vmdk-parent-hint","vmdk-footer","vhd-head\
er","vhd-parent","vhdx-header","vhdx-parent","vhdx-log","vhdx-unknown-feature","vdi-version","vdi-image-type",
"vdi-parent","luks-version","luks-payload","mbr-boot-flag","mbr-empty","gpt-protective-mbr","gpt-hybrid-mbr","\
gpt-header","ova-archive","ova-descriptor","ova-member"]},uuid:{type:"string",pattern:"^[0-9a-f]{8}-[0-9a-f]{4\
}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",patternErrorMessage:"a UUID in lower case, such as 6b5f3c1e-9d0a-4f5e\
-8a59-0d2c1f4b7e11"},propertyValue:{type:["string","number","boolean","object"],maxLength:65535,additionalProperties:!1,
required:["image"],properties:{image:{$ref:"#/$defs/line"}}},project:{type:["string","object"],minLength:1,maxLength:255,
pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"one line of text without control characters",additionalProperties:!1,
properties:{project:{$ref:"#/$defs/line"},domain:{$ref:"#/$defs/line"},id:{$ref:"#/$defs/line"}}},member:{type:[
"string","object"],minLength:1,maxLength:255,pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"one line of t\
ext without control characters",additionalProperties:!1,properties:{project:{$ref:"#/$defs/line"},domain:{$ref:"\
#/$defs/line"},id:{$ref:"#/$defs/line"},can_share:{type:"boolean"}}},source:{type:["string","object","array"],
minLength:1,minItems:1,items:{$ref:"#/$defs/mirror"},maxLength:4096,pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"\
a URL or a path without control characters",additionalProperties:!1,properties:{url:{$ref:"#/$defs/path"},auth:{
$ref:"#/$defs/sourceAuth"},stratuslab:{$ref:"#/$defs/document"},hepix:{$ref:"#/$defs/document"},simplestreams:{
$ref:"#/$defs/document"},glance:{type:"object",additionalProperties:!1,required:["image"],properties:{cloud:{$ref:"\
#/$defs/line"},region:{$ref:"#/$defs/line"},image:{$ref:"#/$defs/line"}}},marketplace:{$ref:"#/$defs/path"},endorsers:{
type:"array",minItems:1,items:{type:"string",minLength:1,maxLength:1024}},ca:{$ref:"#/$defs/path"},identifier:{
$ref:"#/$defs/line"},list:{$ref:"#/$defs/line"},trust:{$ref:"#/$defs/trust"},product:{type:"string",minLength:1,
maxLength:1024},item:{$ref:"#/$defs/line"},version:{$ref:"#/$defs/line"},index:{$ref:"#/$defs/path"},keyring:{
$ref:"#/$defs/path"},copy_properties:{type:["boolean","array"],items:{$ref:"#/$defs/line"}}}},mirror:{type:["s\
tring","object"],minLength:1,maxLength:4096,pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"a URL or a pat\
h without control characters",additionalProperties:!1,properties:{url:{$ref:"#/$defs/path"},auth:{$ref:"#/$def\
s/sourceAuth"}}},sourceAuth:{type:"object",additionalProperties:!1,properties:{user:{$ref:"#/$defs/line"},password:{
$ref:"#/$defs/secret"},token:{$ref:"#/$defs/secret"}}},checksum:{type:["string","array","object"],minLength:1,
minItems:1,minProperties:1,items:{type:"string",minLength:1},additionalProperties:!1,properties:{md5:{type:"st\
ring"},sha1:{type:"string"},sha224:{type:"string"},sha256:{type:"string"},sha384:{type:"string"},sha512:{type:"\
string"},url:{$ref:"#/$defs/document"},signature:{$ref:"#/$defs/document"},keyring:{$ref:"#/$defs/path"},name:{
type:"string",minLength:1,maxLength:1024}}},backup:{type:["boolean","object"],additionalProperties:!1,properties:{
keep:{type:"integer",minimum:0,maximum:1e4},max_age:{$ref:"#/$defs/age"},then:{$ref:"#/$defs/stages"},properties:{
type:"object",propertyNames:{minLength:1,maxLength:255},additionalProperties:{$ref:"#/$defs/line"}},name:{$ref:"\
#/$defs/line"},visibility:{enum:["public","community","shared","private"]},hidden:{type:"boolean"},deactivate:{
type:"boolean"},directory:{$ref:"#/$defs/path"}}},document:{type:["string","object"],minLength:1,maxLength:4096,
pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"a URL or a path without control characters",additionalProperties:!1,
properties:{url:{$ref:"#/$defs/path"},auth:{$ref:"#/$defs/sourceAuth"}}},command:{type:["string","array"],minLength:1,
maxLength:4096,minItems:1,items:{type:"string",maxLength:4096}},trust:{type:["string","object"],pattern:"^none\
$",patternErrorMessage:"`none`, or a mapping with `ca_directory`",additionalProperties:!1,required:["ca_direct\
ory"],properties:{ca_directory:{$ref:"#/$defs/path"},endorser:{$ref:"#/$defs/endorser"},endorsers:{type:"array",
minItems:1,items:{$ref:"#/$defs/endorser"}}}},endorser:{type:"object",additionalProperties:!1,required:["dn"],
properties:{dn:{type:"string",minLength:1,maxLength:1024},ca:{type:"string",minLength:1,maxLength:1024}}},check:{
type:["string","array","object"],minLength:1,maxLength:4096,minItems:1,items:{type:"string",maxLength:4096},additionalProperties:!1,
required:["command"],properties:{command:{$ref:"#/$defs/command"},timeout:{type:"integer",minimum:1,maximum:604800},
keep:{type:"boolean"},member:{$ref:"#/$defs/member"},local:{type:"boolean"}}},convert:{type:["string","object"],
pattern:"^(?:vhd|vhdx|vmdk|raw|qcow2|vdi)$",patternErrorMessage:"one of vhd, vhdx, vmdk, raw, qcow2, vdi",additionalProperties:!1,
required:["to"],properties:{to:{enum:["vhd","vhdx","vmdk","raw","qcow2","vdi"]},from:{enum:["vhd","vhdx","vmdk",
"raw","qcow2","vdi","iso"]}}},vmcatcher:{type:["object","null"],additionalProperties:!1,properties:{cache:{$ref:"\
#/$defs/path"},image_name:{$ref:"#/$defs/line"},properties:{enum:["vmcatcher","appliance","cloudkeeper","none"]},
expired:{enum:["keep","hide","deactivate","delete"]},image:{$ref:"#/$defs/image",type:"object",properties:{name:!1,
id:!1,previously:!1,adopt:!1,state:!1,source:!1,location:!1,file:!1,checksum:!1,size:!1,version:!1}}}},imageList:{
type:"object",additionalProperties:!1,properties:{url:{$ref:"#/$defs/document"},trust:{$ref:"#/$defs/trust"},identifier:{
$ref:"#/$defs/line"},vmlist:{type:["string","array"],minLength:1,maxLength:4096,minItems:1,items:{$ref:"#/$def\
s/line"}},marketplace:{$ref:"#/$defs/path"},endorsers:{type:"array",minItems:1,items:{type:"string",minLength:1,
maxLength:1024}},ca:{$ref:"#/$defs/path"},select:{type:["string","object"],pattern:"^all$",patternErrorMessage:"\
`all`, or a mapping with `identifiers` or `attributes`",additionalProperties:!1,minProperties:1,maxProperties:1,
properties:{identifiers:{type:"array",minItems:1,items:{$ref:"#/$defs/line"}},attributes:{type:"object",minProperties:1,
additionalProperties:{type:"string"}}}},image_name:{$ref:"#/$defs/line"},properties:{enum:["vmcatcher","applia\
nce","cloudkeeper","none"]},expired:{enum:["keep","prune","hide","deactivate","delete"]},image:{$ref:"#/$defs/\
image",type:"object",properties:{name:!1,id:!1,previously:!1,adopt:!1,state:!1,source:!1,location:!1,file:!1,checksum:!1,
size:!1,version:!1}}}}}},P={type:["object","null"],properties:{name:{$ref:"#/$defs/line"},cloud:{$ref:"#/$defs\
/line"},identity:{$ref:"#/$defs/identity"},defaults:{$ref:"#/$defs/image",type:"object",properties:{name:!1,id:!1,
previously:!1,adopt:!1,state:!1,source:!1,location:!1,file:!1,checksum:!1,size:!1}},reconcile:{$ref:"#/$defs/r\
econcile"},images:{type:["array","null"],items:{$ref:"#/$defs/listedImage"}},image:{type:["object","null"],additionalProperties:{
$ref:"#/$defs/image"}},vmcatcher:{$ref:"#/$defs/vmcatcher"},image_lists:{type:["array","null"],items:{$ref:"#/\
$defs/imageList"}},enabled:{type:"boolean"},version:{$ref:"#/$defs/daemon"},workers:{$ref:"#/$defs/daemon"},bind:{
$ref:"#/$defs/daemon"},database:{$ref:"#/$defs/daemon"},registry:{$ref:"#/$defs/daemon"},message_queue:{$ref:"\
#/$defs/daemon"},rabbit:{$ref:"#/$defs/daemon"},rabbitmq:{$ref:"#/$defs/daemon"},storage:{$ref:"#/$defs/daemon"},
policy:{$ref:"#/$defs/daemon"},logging:{$ref:"#/$defs/daemon"},quota:{$ref:"#/$defs/daemon"},audit:{$ref:"#/$d\
efs/daemon"},cache:{$ref:"#/$defs/daemon"},ssl:{$ref:"#/$defs/daemon"},cors:{$ref:"#/$defs/daemon"},barbican:{
$ref:"#/$defs/daemon"},image_cache:{$ref:"#/$defs/daemon"},cron:{$ref:"#/$defs/daemon"},notification:{$ref:"#/\
$defs/daemon"},pkgs:{$ref:"#/$defs/daemon"},services:{$ref:"#/$defs/daemon"},upgrade:{$ref:"#/$defs/daemon"},debug:{
$ref:"#/$defs/daemon"},verbose:{$ref:"#/$defs/daemon"},cacert_file:{$ref:"#/$defs/daemon"},glance_uid:{$ref:"#\
/$defs/daemon"},glance_gid:{$ref:"#/$defs/daemon"},api_limit_max:{$ref:"#/$defs/daemon"},limit_default:{$ref:"\
#/$defs/daemon"},limit_param_default:{$ref:"#/$defs/daemon"},enable_proxy_headers_parsing:{$ref:"#/$defs/daemo\
n"},filesystem_store_datadir:{$ref:"#/$defs/daemon"},filesystem_store_metadata_file:{$ref:"#/$defs/daemon"},show_image_direct_url:{
$ref:"#/$defs/daemon"},show_multiple_locations:{$ref:"#/$defs/daemon"},location_strategy:{$ref:"#/$defs/daemon"},
store_type_preference:{$ref:"#/$defs/daemon"},configmap:{$ref:"#/$defs/daemon"}}},je={type:"string",minLength:1,
maxLength:255,pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"one line of text without control characters"},
h=Ve,F=new RegExp("^[^\\p{Cc}\\p{Cs}]*$","u");function f(r,{instancePath:i="",parentData:b,parentDataProperty:$,
rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=f.evaluated;if(l.dynamicProps&&(l.props=void 0),l.
dynamicItems&&(l.items=void 0),typeof r=="string"){if(h(r)>255){const s={instancePath:i,schemaPath:"#/maxLengt\
h",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters",schema:255,parentSchema:je,
data:r};e===null?e=[s]:e.push(s),a++}if(h(r)<1){const s={instancePath:i,schemaPath:"#/minLength",keyword:"minL\
ength",params:{limit:1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:je,data:r};e===null?
e=[s]:e.push(s),a++}if(!F.test(r)){const s={instancePath:i,schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"\
^[^\\p{Cc}\\p{Cs}]*$"},message:'must match pattern "^[^\\p{Cc}\\p{Cs}]*$"',schema:"^[^\\p{Cc}\\p{Cs}]*$",parentSchema:je,
data:r};e===null?e=[s]:e.push(s),a++}}else{const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{
type:"string"},message:"must be string",schema:je.type,parentSchema:je,data:r};e===null?e=[s]:e.push(s),a++}return f.
errors=e,a===0}f.evaluated={dynamicProps:!1,dynamicItems:!1};const L={type:["object","null"],additionalProperties:!1,
properties:{engine:{enum:["keystone","none","http_basic"]},protocol:{enum:["http","https"]},host:{$ref:"#/$def\
s/line"},port:{type:"integer",minimum:1,maximum:65535},url:{$ref:"#/$defs/line"},auth_url:{$ref:"#/$defs/line"},
region:{$ref:"#/$defs/region"},region_name:{$ref:"#/$defs/region"},user:{$ref:"#/$defs/line"},username:{$ref:"\
#/$defs/line"},user_id:{$ref:"#/$defs/line"},password:{$ref:"#/$defs/secret"},tenant:{$ref:"#/$defs/line"},tenant_name:{
$ref:"#/$defs/line"},project:{$ref:"#/$defs/line"},project_name:{$ref:"#/$defs/line"},tenant_id:{$ref:"#/$defs\
/line"},project_id:{$ref:"#/$defs/line"},domain:{$ref:"#/$defs/line"},domain_name:{$ref:"#/$defs/line"},domain_id:{
$ref:"#/$defs/line"},user_domain:{$ref:"#/$defs/line"},user_domain_name:{$ref:"#/$defs/line"},user_domain_id:{
$ref:"#/$defs/line"},project_domain:{$ref:"#/$defs/line"},project_domain_name:{$ref:"#/$defs/line"},project_domain_id:{
$ref:"#/$defs/line"},endpoint_type:{$ref:"#/$defs/interface"},interface:{$ref:"#/$defs/interface"},cacert:{$ref:"\
#/$defs/path"},cacert_file:{$ref:"#/$defs/path"},insecure:{type:"boolean"}}},ae=Object.prototype.hasOwnProperty,
pe={type:["string","array"],minLength:1,maxLength:255,pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"one \
line of text without control characters",minItems:1,items:{$ref:"#/$defs/line"}};function V(r,{instancePath:i="",
parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=V.evaluated;if(l.
dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),typeof r!="string"&&!Array.isArray(r)){const s={
instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:pe.type},message:"must be string,array",schema:pe.
type,parentSchema:pe,data:r};e===null?e=[s]:e.push(s),a++}if(typeof r=="string"){if(h(r)>255){const s={instancePath:i,
schemaPath:"#/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 character\
s",schema:255,parentSchema:pe,data:r};e===null?e=[s]:e.push(s),a++}if(h(r)<1){const s={instancePath:i,schemaPath:"\
#/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:pe,
data:r};e===null?e=[s]:e.push(s),a++}if(!F.test(r)){const s={instancePath:i,schemaPath:"#/pattern",keyword:"pa\
ttern",params:{pattern:"^[^\\p{Cc}\\p{Cs}]*$"},message:'must match pattern "^[^\\p{Cc}\\p{Cs}]*$"',schema:"^[^\
\\p{Cc}\\p{Cs}]*$",parentSchema:pe,data:r};e===null?e=[s]:e.push(s),a++}}if(Array.isArray(r)){if(r.length<1){const t={
instancePath:i,schemaPath:"#/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1\
 items",schema:1,parentSchema:pe,data:r};e===null?e=[t]:e.push(t),a++}const s=r.length;for(let t=0;t<s;t++)f(r[t],
{instancePath:i+"/"+t,parentData:r,parentDataProperty:t,rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.
concat(f.errors),a=e.length)}return V.errors=e,a===0}V.evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};const Me={
type:"string"};function z(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){
let e=null,a=0;const l=z.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),typeof r!=
"string"){const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:"string"},message:"must be s\
tring",schema:Me.type,parentSchema:Me,data:r};e===null?e=[s]:e.push(s),a++}return z.errors=e,a===0}z.evaluated=
{dynamicProps:!1,dynamicItems:!1};const Oe={enum:["public","internal","admin","publicURL","internalURL","admin\
URL"]};function Z(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){
let e=null,a=0;const l=Z.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),!(r===
"public"||r==="internal"||r==="admin"||r==="publicURL"||r==="internalURL"||r==="adminURL")){const s={instancePath:i,
schemaPath:"#/enum",keyword:"enum",params:{allowedValues:Oe.enum},message:"must be equal to one of the allowed\
 values",schema:Oe.enum,parentSchema:Oe,data:r};e===null?e=[s]:e.push(s),a++}return Z.errors=e,a===0}Z.evaluated=
{dynamicProps:!1,dynamicItems:!1};const Le={type:"string",minLength:1,maxLength:4096,pattern:"^[^\\p{Cc}\\p{Cs}]\
*$",patternErrorMessage:"a path without control characters"};function d(r,{instancePath:i="",parentData:b,parentDataProperty:$,
rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=d.evaluated;if(l.dynamicProps&&(l.props=void 0),l.
dynamicItems&&(l.items=void 0),typeof r=="string"){if(h(r)>4096){const s={instancePath:i,schemaPath:"#/maxLeng\
th",keyword:"maxLength",params:{limit:4096},message:"must NOT have more than 4096 characters",schema:4096,parentSchema:Le,
data:r};e===null?e=[s]:e.push(s),a++}if(h(r)<1){const s={instancePath:i,schemaPath:"#/minLength",keyword:"minL\
ength",params:{limit:1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:Le,data:r};e===null?
e=[s]:e.push(s),a++}if(!F.test(r)){const s={instancePath:i,schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"\
^[^\\p{Cc}\\p{Cs}]*$"},message:'must match pattern "^[^\\p{Cc}\\p{Cs}]*$"',schema:"^[^\\p{Cc}\\p{Cs}]*$",parentSchema:Le,
data:r};e===null?e=[s]:e.push(s),a++}}else{const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{
type:"string"},message:"must be string",schema:Le.type,parentSchema:Le,data:r};e===null?e=[s]:e.push(s),a++}return d.
errors=e,a===0}d.evaluated={dynamicProps:!1,dynamicItems:!1};function ue(r,{instancePath:i="",parentData:b,parentDataProperty:$,
rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=ue.evaluated;if(l.dynamicProps&&(l.props=void 0),
l.dynamicItems&&(l.items=void 0),!(r&&typeof r=="object"&&!Array.isArray(r))&&r!==null){const s={instancePath:i,
schemaPath:"#/type",keyword:"type",params:{type:L.type},message:"must be object,null",schema:L.type,parentSchema:L,
data:r};e===null?e=[s]:e.push(s),a++}if(r&&typeof r=="object"&&!Array.isArray(r)){for(const s in r)if(!ae.call(
L.properties,s)){const t={instancePath:i,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{
additionalProperty:s},message:"must NOT have additional properties",schema:!1,parentSchema:L,data:r};e===null?
e=[t]:e.push(t),a++}if(r.engine!==void 0){let s=r.engine;if(!(s==="keystone"||s==="none"||s==="http_basic")){const t={
instancePath:i+"/engine",schemaPath:"#/properties/engine/enum",keyword:"enum",params:{allowedValues:L.properties.
engine.enum},message:"must be equal to one of the allowed values",schema:L.properties.engine.enum,parentSchema:L.
properties.engine,data:s};e===null?e=[t]:e.push(t),a++}}if(r.protocol!==void 0){let s=r.protocol;if(!(s==="htt\
p"||s==="https")){const t={instancePath:i+"/protocol",schemaPath:"#/properties/protocol/enum",keyword:"enum",params:{
allowedValues:L.properties.protocol.enum},message:"must be equal to one of the allowed values",schema:L.properties.
protocol.enum,parentSchema:L.properties.protocol,data:s};e===null?e=[t]:e.push(t),a++}}if(r.host!==void 0&&(f(
r.host,{instancePath:i+"/host",parentData:r,parentDataProperty:"host",rootData:p,dynamicAnchors:o})||(e=e===null?
f.errors:e.concat(f.errors),a=e.length)),r.port!==void 0){let s=r.port;if(!(typeof s=="number"&&!(s%1)&&!isNaN(
s)&&isFinite(s))){const t={instancePath:i+"/port",schemaPath:"#/properties/port/type",keyword:"type",params:{type:"\
integer"},message:"must be integer",schema:L.properties.port.type,parentSchema:L.properties.port,data:s};e===null?
e=[t]:e.push(t),a++}if(typeof s=="number"&&isFinite(s)){if(s>65535||isNaN(s)){const t={instancePath:i+"/port",
schemaPath:"#/properties/port/maximum",keyword:"maximum",params:{comparison:"<=",limit:65535},message:"must be\
 <= 65535",schema:65535,parentSchema:L.properties.port,data:s};e===null?e=[t]:e.push(t),a++}if(s<1||isNaN(s)){
const t={instancePath:i+"/port",schemaPath:"#/properties/port/minimum",keyword:"minimum",params:{comparison:">\
=",limit:1},message:"must be >= 1",schema:1,parentSchema:L.properties.port,data:s};e===null?e=[t]:e.push(t),a++}}}
if(r.url!==void 0&&(f(r.url,{instancePath:i+"/url",parentData:r,parentDataProperty:"url",rootData:p,dynamicAnchors:o})||
(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.auth_url!==void 0&&(f(r.auth_url,{instancePath:i+"/auth\
_url",parentData:r,parentDataProperty:"auth_url",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(
f.errors),a=e.length)),r.region!==void 0&&(V(r.region,{instancePath:i+"/region",parentData:r,parentDataProperty:"\
region",rootData:p,dynamicAnchors:o})||(e=e===null?V.errors:e.concat(V.errors),a=e.length)),r.region_name!==void 0&&
(V(r.region_name,{instancePath:i+"/region_name",parentData:r,parentDataProperty:"region_name",rootData:p,dynamicAnchors:o})||
(e=e===null?V.errors:e.concat(V.errors),a=e.length)),r.user!==void 0&&(f(r.user,{instancePath:i+"/user",parentData:r,
parentDataProperty:"user",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),
r.username!==void 0&&(f(r.username,{instancePath:i+"/username",parentData:r,parentDataProperty:"username",rootData:p,
dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.user_id!==void 0&&(f(r.user_id,{instancePath:i+
"/user_id",parentData:r,parentDataProperty:"user_id",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(
f.errors),a=e.length)),r.password!==void 0&&(z(r.password,{instancePath:i+"/password",parentData:r,parentDataProperty:"\
password",rootData:p,dynamicAnchors:o})||(e=e===null?z.errors:e.concat(z.errors),a=e.length)),r.tenant!==void 0&&
(f(r.tenant,{instancePath:i+"/tenant",parentData:r,parentDataProperty:"tenant",rootData:p,dynamicAnchors:o})||
(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.tenant_name!==void 0&&(f(r.tenant_name,{instancePath:i+
"/tenant_name",parentData:r,parentDataProperty:"tenant_name",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:
e.concat(f.errors),a=e.length)),r.project!==void 0&&(f(r.project,{instancePath:i+"/project",parentData:r,parentDataProperty:"\
project",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.project_name!==
void 0&&(f(r.project_name,{instancePath:i+"/project_name",parentData:r,parentDataProperty:"project_name",rootData:p,
dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.tenant_id!==void 0&&(f(r.tenant_id,
{instancePath:i+"/tenant_id",parentData:r,parentDataProperty:"tenant_id",rootData:p,dynamicAnchors:o})||(e=e===
null?f.errors:e.concat(f.errors),a=e.length)),r.project_id!==void 0&&(f(r.project_id,{instancePath:i+"/project\
_id",parentData:r,parentDataProperty:"project_id",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(
f.errors),a=e.length)),r.domain!==void 0&&(f(r.domain,{instancePath:i+"/domain",parentData:r,parentDataProperty:"\
domain",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.domain_name!==void 0&&
(f(r.domain_name,{instancePath:i+"/domain_name",parentData:r,parentDataProperty:"domain_name",rootData:p,dynamicAnchors:o})||
(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.domain_id!==void 0&&(f(r.domain_id,{instancePath:i+"/do\
main_id",parentData:r,parentDataProperty:"domain_id",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(
f.errors),a=e.length)),r.user_domain!==void 0&&(f(r.user_domain,{instancePath:i+"/user_domain",parentData:r,parentDataProperty:"\
user_domain",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.user_domain_name!==
void 0&&(f(r.user_domain_name,{instancePath:i+"/user_domain_name",parentData:r,parentDataProperty:"user_domain\
_name",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.user_domain_id!==
void 0&&(f(r.user_domain_id,{instancePath:i+"/user_domain_id",parentData:r,parentDataProperty:"user_domain_id",
rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.project_domain!==void 0&&
(f(r.project_domain,{instancePath:i+"/project_domain",parentData:r,parentDataProperty:"project_domain",rootData:p,
dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.project_domain_name!==void 0&&(f(r.
project_domain_name,{instancePath:i+"/project_domain_name",parentData:r,parentDataProperty:"project_domain_nam\
e",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.project_domain_id!==void 0&&
(f(r.project_domain_id,{instancePath:i+"/project_domain_id",parentData:r,parentDataProperty:"project_domain_id",
rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.endpoint_type!==void 0&&
(Z(r.endpoint_type,{instancePath:i+"/endpoint_type",parentData:r,parentDataProperty:"endpoint_type",rootData:p,
dynamicAnchors:o})||(e=e===null?Z.errors:e.concat(Z.errors),a=e.length)),r.interface!==void 0&&(Z(r.interface,
{instancePath:i+"/interface",parentData:r,parentDataProperty:"interface",rootData:p,dynamicAnchors:o})||(e=e===
null?Z.errors:e.concat(Z.errors),a=e.length)),r.cacert!==void 0&&(d(r.cacert,{instancePath:i+"/cacert",parentData:r,
parentDataProperty:"cacert",rootData:p,dynamicAnchors:o})||(e=e===null?d.errors:e.concat(d.errors),a=e.length)),
r.cacert_file!==void 0&&(d(r.cacert_file,{instancePath:i+"/cacert_file",parentData:r,parentDataProperty:"cacer\
t_file",rootData:p,dynamicAnchors:o})||(e=e===null?d.errors:e.concat(d.errors),a=e.length)),r.insecure!==void 0){
let s=r.insecure;if(typeof s!="boolean"){const t={instancePath:i+"/insecure",schemaPath:"#/properties/insecure\
/type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:L.properties.insecure.type,parentSchema:L.
properties.insecure,data:s};e===null?e=[t]:e.push(t),a++}}}return ue.errors=e,a===0}ue.evaluated={props:!0,dynamicProps:!1,
dynamicItems:!1};const m={type:"object",additionalProperties:!1,properties:{name:{$ref:"#/$defs/line"},id:{$ref:"\
#/$defs/uuid"},previously:{type:["string","array"],minLength:1,maxLength:255,pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"\
one line of text without control characters",items:{$ref:"#/$defs/line"}},state:{enum:["present","absent"]},format:{
$ref:"#/$defs/diskFormat"},disk_format:{$ref:"#/$defs/diskFormat"},container_format:{type:"string",pattern:"^[\
A-Za-z0-9][A-Za-z0-9._+-]{0,19}$",patternErrorMessage:"the name of a format, of at most 20 letters, digits and\
 . _ + -"},source:{$ref:"#/$defs/source"},location:{$ref:"#/$defs/source"},file:{$ref:"#/$defs/path"},checksum:{
$ref:"#/$defs/checksum"},size:{type:"integer",minimum:1,maximum:9007199254740991},version:{$ref:"#/$defs/line"},
decompress:{enum:["auto","none","gz","bz2","xz","lzma","zst","zip","tar","ova"]},member:{type:"string",minLength:1,
maxLength:255},digest_of:{enum:["source","decompressed"]},transform:{$ref:"#/$defs/command"},convert:{$ref:"#/\
$defs/convert"},import_from_format:{enum:["ami","ari","aki","vhd","vhdx","vmdk","raw","qcow2","vdi","ploop","i\
so"]},public:{type:"boolean"},is_public:{type:"boolean"},visibility:{enum:["public","community","shared","priv\
ate"]},protected:{type:"boolean"},is_protected:{type:"boolean"},hidden:{type:"boolean"},os_hidden:{type:"boole\
an"},is_hidden:{type:"boolean"},status:{enum:["active","deactivated"]},min_disk:{type:"integer",minimum:0,maximum:2147483647},
min_ram:{type:"integer",minimum:0,maximum:2147483647},owner:{$ref:"#/$defs/project"},description:{type:"string",
maxLength:65535},tags:{type:"array",items:{$ref:"#/$defs/line"}},properties:{type:"object",propertyNames:{minLength:1,
maxLength:255},additionalProperties:{$ref:"#/$defs/propertyValue"}},properties_mode:{enum:["merge","exact"]},members:{
type:"array",items:{$ref:"#/$defs/member"}},can_share:{type:"boolean"},stores:{type:"array",minItems:1,items:{
$ref:"#/$defs/line"}},method:{enum:["upload","stage","web-download"]},checks:{type:"array",items:{$ref:"#/$def\
s/check"}},expired:{enum:["keep","prune","hide","deactivate","delete"]},allow_unsafe:{type:"array",items:{$ref:"\
#/$defs/safetyRule"}},backup:{$ref:"#/$defs/backup"},prevent_delete:{type:"boolean"},prevent_replace:{type:"bo\
olean"},adopt:{type:"boolean"},timeout:{type:"integer",minimum:1,maximum:2147483},wait_timeout:{type:"integer",
minimum:1,maximum:2147483}}},ze={type:"string",pattern:"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a\
-f]{12}$",patternErrorMessage:"a UUID in lower case, such as 6b5f3c1e-9d0a-4f5e-8a59-0d2c1f4b7e11"},Ze=new RegExp(
"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$","u");function R(r,{instancePath:i="",parentData:b,
parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=R.evaluated;if(l.dynamicProps&&
(l.props=void 0),l.dynamicItems&&(l.items=void 0),typeof r=="string"){if(!Ze.test(r)){const s={instancePath:i,
schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-\
9a-f]{12}$"},message:'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"',schema:"\
^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",parentSchema:ze,data:r};e===null?e=[s]:e.push(
s),a++}}else{const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:"string"},message:"must b\
e string",schema:ze.type,parentSchema:ze,data:r};e===null?e=[s]:e.push(s),a++}return R.errors=e,a===0}R.evaluated=
{dynamicProps:!1,dynamicItems:!1};const Ce={type:"string",pattern:"^[A-Za-z0-9][A-Za-z0-9._+-]{0,19}$",patternErrorMessage:"\
the name of a format, of at most 20 letters, digits and . _ + -"},Te=new RegExp("^[A-Za-z0-9][A-Za-z0-9._+-]{0\
,19}$","u");function N(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){
let e=null,a=0;const l=N.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),typeof r==
"string"){if(!Te.test(r)){const s={instancePath:i,schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"^[\
A-Za-z0-9][A-Za-z0-9._+-]{0,19}$"},message:'must match pattern "^[A-Za-z0-9][A-Za-z0-9._+-]{0,19}$"',schema:"^\
[A-Za-z0-9][A-Za-z0-9._+-]{0,19}$",parentSchema:Ce,data:r};e===null?e=[s]:e.push(s),a++}}else{const s={instancePath:i,
schemaPath:"#/type",keyword:"type",params:{type:"string"},message:"must be string",schema:Ce.type,parentSchema:Ce,
data:r};e===null?e=[s]:e.push(s),a++}return N.errors=e,a===0}N.evaluated={dynamicProps:!1,dynamicItems:!1};const v={
type:["string","object","array"],minLength:1,minItems:1,items:{$ref:"#/$defs/mirror"},maxLength:4096,pattern:"\
^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"a URL or a path without control characters",additionalProperties:!1,
properties:{url:{$ref:"#/$defs/path"},auth:{$ref:"#/$defs/sourceAuth"},stratuslab:{$ref:"#/$defs/document"},hepix:{
$ref:"#/$defs/document"},simplestreams:{$ref:"#/$defs/document"},glance:{type:"object",additionalProperties:!1,
required:["image"],properties:{cloud:{$ref:"#/$defs/line"},region:{$ref:"#/$defs/line"},image:{$ref:"#/$defs/l\
ine"}}},marketplace:{$ref:"#/$defs/path"},endorsers:{type:"array",minItems:1,items:{type:"string",minLength:1,
maxLength:1024}},ca:{$ref:"#/$defs/path"},identifier:{$ref:"#/$defs/line"},list:{$ref:"#/$defs/line"},trust:{$ref:"\
#/$defs/trust"},product:{type:"string",minLength:1,maxLength:1024},item:{$ref:"#/$defs/line"},version:{$ref:"#\
/$defs/line"},index:{$ref:"#/$defs/path"},keyring:{$ref:"#/$defs/path"},copy_properties:{type:["boolean","arra\
y"],items:{$ref:"#/$defs/line"}}}},oe={type:["string","object"],minLength:1,maxLength:4096,pattern:"^[^\\p{Cc}\\\
p{Cs}]*$",patternErrorMessage:"a URL or a path without control characters",additionalProperties:!1,properties:{
url:{$ref:"#/$defs/path"},auth:{$ref:"#/$defs/sourceAuth"}}},Ee={type:"object",additionalProperties:!1,properties:{
user:{$ref:"#/$defs/line"},password:{$ref:"#/$defs/secret"},token:{$ref:"#/$defs/secret"}}};function C(r,{instancePath:i="",
parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=C.evaluated;if(l.
dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),r&&typeof r=="object"&&!Array.isArray(r)){for(const s in r)
if(!(s==="user"||s==="password"||s==="token")){const t={instancePath:i,schemaPath:"#/additionalProperties",keyword:"\
additionalProperties",params:{additionalProperty:s},message:"must NOT have additional properties",schema:!1,parentSchema:Ee,
data:r};e===null?e=[t]:e.push(t),a++}r.user!==void 0&&(f(r.user,{instancePath:i+"/user",parentData:r,parentDataProperty:"\
user",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.password!==void 0&&
(z(r.password,{instancePath:i+"/password",parentData:r,parentDataProperty:"password",rootData:p,dynamicAnchors:o})||
(e=e===null?z.errors:e.concat(z.errors),a=e.length)),r.token!==void 0&&(z(r.token,{instancePath:i+"/token",parentData:r,
parentDataProperty:"token",rootData:p,dynamicAnchors:o})||(e=e===null?z.errors:e.concat(z.errors),a=e.length))}else{
const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object",schema:Ee.
type,parentSchema:Ee,data:r};e===null?e=[s]:e.push(s),a++}return C.errors=e,a===0}C.evaluated={props:!0,dynamicProps:!1,
dynamicItems:!1};function he(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){
let e=null,a=0;const l=he.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),typeof r!=
"string"&&!(r&&typeof r=="object"&&!Array.isArray(r))){const s={instancePath:i,schemaPath:"#/type",keyword:"ty\
pe",params:{type:oe.type},message:"must be string,object",schema:oe.type,parentSchema:oe,data:r};e===null?e=[s]:
e.push(s),a++}if(typeof r=="string"){if(h(r)>4096){const s={instancePath:i,schemaPath:"#/maxLength",keyword:"m\
axLength",params:{limit:4096},message:"must NOT have more than 4096 characters",schema:4096,parentSchema:oe,data:r};
e===null?e=[s]:e.push(s),a++}if(h(r)<1){const s={instancePath:i,schemaPath:"#/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:oe,data:r};e===null?e=[s]:e.push(
s),a++}if(!F.test(r)){const s={instancePath:i,schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"^[^\\p{\
Cc}\\p{Cs}]*$"},message:'must match pattern "^[^\\p{Cc}\\p{Cs}]*$"',schema:"^[^\\p{Cc}\\p{Cs}]*$",parentSchema:oe,
data:r};e===null?e=[s]:e.push(s),a++}}if(r&&typeof r=="object"&&!Array.isArray(r)){for(const s in r)if(!(s==="\
url"||s==="auth")){const t={instancePath:i,schemaPath:"#/additionalProperties",keyword:"additionalProperties",
params:{additionalProperty:s},message:"must NOT have additional properties",schema:!1,parentSchema:oe,data:r};
e===null?e=[t]:e.push(t),a++}r.url!==void 0&&(d(r.url,{instancePath:i+"/url",parentData:r,parentDataProperty:"\
url",rootData:p,dynamicAnchors:o})||(e=e===null?d.errors:e.concat(d.errors),a=e.length)),r.auth!==void 0&&(C(r.
auth,{instancePath:i+"/auth",parentData:r,parentDataProperty:"auth",rootData:p,dynamicAnchors:o})||(e=e===null?
C.errors:e.concat(C.errors),a=e.length))}return he.errors=e,a===0}he.evaluated={props:!0,dynamicProps:!1,dynamicItems:!1};
const me={type:["string","object"],minLength:1,maxLength:4096,pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"\
a URL or a path without control characters",additionalProperties:!1,properties:{url:{$ref:"#/$defs/path"},auth:{
$ref:"#/$defs/sourceAuth"}}};function x(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){
let e=null,a=0;const l=x.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),typeof r!=
"string"&&!(r&&typeof r=="object"&&!Array.isArray(r))){const s={instancePath:i,schemaPath:"#/type",keyword:"ty\
pe",params:{type:me.type},message:"must be string,object",schema:me.type,parentSchema:me,data:r};e===null?e=[s]:
e.push(s),a++}if(typeof r=="string"){if(h(r)>4096){const s={instancePath:i,schemaPath:"#/maxLength",keyword:"m\
axLength",params:{limit:4096},message:"must NOT have more than 4096 characters",schema:4096,parentSchema:me,data:r};
e===null?e=[s]:e.push(s),a++}if(h(r)<1){const s={instancePath:i,schemaPath:"#/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:me,data:r};e===null?e=[s]:e.push(
s),a++}if(!F.test(r)){const s={instancePath:i,schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"^[^\\p{\
Cc}\\p{Cs}]*$"},message:'must match pattern "^[^\\p{Cc}\\p{Cs}]*$"',schema:"^[^\\p{Cc}\\p{Cs}]*$",parentSchema:me,
data:r};e===null?e=[s]:e.push(s),a++}}if(r&&typeof r=="object"&&!Array.isArray(r)){for(const s in r)if(!(s==="\
url"||s==="auth")){const t={instancePath:i,schemaPath:"#/additionalProperties",keyword:"additionalProperties",
params:{additionalProperty:s},message:"must NOT have additional properties",schema:!1,parentSchema:me,data:r};
e===null?e=[t]:e.push(t),a++}r.url!==void 0&&(d(r.url,{instancePath:i+"/url",parentData:r,parentDataProperty:"\
url",rootData:p,dynamicAnchors:o})||(e=e===null?d.errors:e.concat(d.errors),a=e.length)),r.auth!==void 0&&(C(r.
auth,{instancePath:i+"/auth",parentData:r,parentDataProperty:"auth",rootData:p,dynamicAnchors:o})||(e=e===null?
C.errors:e.concat(C.errors),a=e.length))}return x.errors=e,a===0}x.evaluated={props:!0,dynamicProps:!1,dynamicItems:!1};
const M={type:["string","object"],pattern:"^none$",patternErrorMessage:"`none`, or a mapping with `ca_director\
y`",additionalProperties:!1,required:["ca_directory"],properties:{ca_directory:{$ref:"#/$defs/path"},endorser:{
$ref:"#/$defs/endorser"},endorsers:{type:"array",minItems:1,items:{$ref:"#/$defs/endorser"}}}},Re=new RegExp("\
^none$","u"),I={type:"object",additionalProperties:!1,required:["dn"],properties:{dn:{type:"string",minLength:1,
maxLength:1024},ca:{type:"string",minLength:1,maxLength:1024}}};function U(r,{instancePath:i="",parentData:b,parentDataProperty:$,
rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=U.evaluated;if(l.dynamicProps&&(l.props=void 0),l.
dynamicItems&&(l.items=void 0),r&&typeof r=="object"&&!Array.isArray(r)){if(r.dn===void 0){const s={instancePath:i,
schemaPath:"#/required",keyword:"required",params:{missingProperty:"dn"},message:"must have required property \
'dn'",schema:I.required,parentSchema:I,data:r};e===null?e=[s]:e.push(s),a++}for(const s in r)if(!(s==="dn"||s===
"ca")){const t={instancePath:i,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:s},
message:"must NOT have additional properties",schema:!1,parentSchema:I,data:r};e===null?e=[t]:e.push(t),a++}if(r.
dn!==void 0){let s=r.dn;if(typeof s=="string"){if(h(s)>1024){const t={instancePath:i+"/dn",schemaPath:"#/prope\
rties/dn/maxLength",keyword:"maxLength",params:{limit:1024},message:"must NOT have more than 1024 characters",
schema:1024,parentSchema:I.properties.dn,data:s};e===null?e=[t]:e.push(t),a++}if(h(s)<1){const t={instancePath:i+
"/dn",schemaPath:"#/properties/dn/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer\
 than 1 characters",schema:1,parentSchema:I.properties.dn,data:s};e===null?e=[t]:e.push(t),a++}}else{const t={
instancePath:i+"/dn",schemaPath:"#/properties/dn/type",keyword:"type",params:{type:"string"},message:"must be \
string",schema:I.properties.dn.type,parentSchema:I.properties.dn,data:s};e===null?e=[t]:e.push(t),a++}}if(r.ca!==
void 0){let s=r.ca;if(typeof s=="string"){if(h(s)>1024){const t={instancePath:i+"/ca",schemaPath:"#/properties\
/ca/maxLength",keyword:"maxLength",params:{limit:1024},message:"must NOT have more than 1024 characters",schema:1024,
parentSchema:I.properties.ca,data:s};e===null?e=[t]:e.push(t),a++}if(h(s)<1){const t={instancePath:i+"/ca",schemaPath:"\
#/properties/ca/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters",
schema:1,parentSchema:I.properties.ca,data:s};e===null?e=[t]:e.push(t),a++}}else{const t={instancePath:i+"/ca",
schemaPath:"#/properties/ca/type",keyword:"type",params:{type:"string"},message:"must be string",schema:I.properties.
ca.type,parentSchema:I.properties.ca,data:s};e===null?e=[t]:e.push(t),a++}}}else{const s={instancePath:i,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object",schema:I.type,parentSchema:I,data:r};e===
null?e=[s]:e.push(s),a++}return U.errors=e,a===0}U.evaluated={props:!0,dynamicProps:!1,dynamicItems:!1};function B(r,{
instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=B.
evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),typeof r!="string"&&!(r&&typeof r==
"object"&&!Array.isArray(r))){const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:M.type},
message:"must be string,object",schema:M.type,parentSchema:M,data:r};e===null?e=[s]:e.push(s),a++}if(typeof r==
"string"&&!Re.test(r)){const s={instancePath:i,schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"^none\
$"},message:'must match pattern "^none$"',schema:"^none$",parentSchema:M,data:r};e===null?e=[s]:e.push(s),a++}
if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.ca_directory===void 0){const s={instancePath:i,schemaPath:"#\
/required",keyword:"required",params:{missingProperty:"ca_directory"},message:"must have required property 'ca\
_directory'",schema:M.required,parentSchema:M,data:r};e===null?e=[s]:e.push(s),a++}for(const s in r)if(!(s==="\
ca_directory"||s==="endorser"||s==="endorsers")){const t={instancePath:i,schemaPath:"#/additionalProperties",keyword:"\
additionalProperties",params:{additionalProperty:s},message:"must NOT have additional properties",schema:!1,parentSchema:M,
data:r};e===null?e=[t]:e.push(t),a++}if(r.ca_directory!==void 0&&(d(r.ca_directory,{instancePath:i+"/ca_direct\
ory",parentData:r,parentDataProperty:"ca_directory",rootData:p,dynamicAnchors:o})||(e=e===null?d.errors:e.concat(
d.errors),a=e.length)),r.endorser!==void 0&&(U(r.endorser,{instancePath:i+"/endorser",parentData:r,parentDataProperty:"\
endorser",rootData:p,dynamicAnchors:o})||(e=e===null?U.errors:e.concat(U.errors),a=e.length)),r.endorsers!==void 0){
let s=r.endorsers;if(Array.isArray(s)){if(s.length<1){const n={instancePath:i+"/endorsers",schemaPath:"#/prope\
rties/endorsers/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items",schema:1,
parentSchema:M.properties.endorsers,data:s};e===null?e=[n]:e.push(n),a++}const t=s.length;for(let n=0;n<t;n++)
U(s[n],{instancePath:i+"/endorsers/"+n,parentData:s,parentDataProperty:n,rootData:p,dynamicAnchors:o})||(e=e===
null?U.errors:e.concat(U.errors),a=e.length)}else{const t={instancePath:i+"/endorsers",schemaPath:"#/propertie\
s/endorsers/type",keyword:"type",params:{type:"array"},message:"must be array",schema:M.properties.endorsers.type,
parentSchema:M.properties.endorsers,data:s};e===null?e=[t]:e.push(t),a++}}}return B.errors=e,a===0}B.evaluated=
{props:!0,dynamicProps:!1,dynamicItems:!1};function q(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,
dynamicAnchors:o={}}={}){let e=null,a=0;const l=q.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&
(l.items=void 0),(!r||typeof r!="object")&&typeof r!="string"){const s={instancePath:i,schemaPath:"#/type",keyword:"\
type",params:{type:v.type},message:"must be string,object,array",schema:v.type,parentSchema:v,data:r};e===null?
e=[s]:e.push(s),a++}if(typeof r=="string"){if(h(r)>4096){const s={instancePath:i,schemaPath:"#/maxLength",keyword:"\
maxLength",params:{limit:4096},message:"must NOT have more than 4096 characters",schema:4096,parentSchema:v,data:r};
e===null?e=[s]:e.push(s),a++}if(h(r)<1){const s={instancePath:i,schemaPath:"#/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:v,data:r};e===null?e=[s]:e.push(
s),a++}if(!F.test(r)){const s={instancePath:i,schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"^[^\\p{\
Cc}\\p{Cs}]*$"},message:'must match pattern "^[^\\p{Cc}\\p{Cs}]*$"',schema:"^[^\\p{Cc}\\p{Cs}]*$",parentSchema:v,
data:r};e===null?e=[s]:e.push(s),a++}}if(Array.isArray(r)){if(r.length<1){const t={instancePath:i,schemaPath:"\
#/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:v,
data:r};e===null?e=[t]:e.push(t),a++}const s=r.length;for(let t=0;t<s;t++)he(r[t],{instancePath:i+"/"+t,parentData:r,
parentDataProperty:t,rootData:p,dynamicAnchors:o})||(e=e===null?he.errors:e.concat(he.errors),a=e.length)}if(r&&
typeof r=="object"&&!Array.isArray(r)){for(const s in r)if(!ae.call(v.properties,s)){const t={instancePath:i,schemaPath:"\
#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:s},message:"must NOT have ad\
ditional properties",schema:!1,parentSchema:v,data:r};e===null?e=[t]:e.push(t),a++}if(r.url!==void 0&&(d(r.url,
{instancePath:i+"/url",parentData:r,parentDataProperty:"url",rootData:p,dynamicAnchors:o})||(e=e===null?d.errors:
e.concat(d.errors),a=e.length)),r.auth!==void 0&&(C(r.auth,{instancePath:i+"/auth",parentData:r,parentDataProperty:"\
auth",rootData:p,dynamicAnchors:o})||(e=e===null?C.errors:e.concat(C.errors),a=e.length)),r.stratuslab!==void 0&&
(x(r.stratuslab,{instancePath:i+"/stratuslab",parentData:r,parentDataProperty:"stratuslab",rootData:p,dynamicAnchors:o})||
(e=e===null?x.errors:e.concat(x.errors),a=e.length)),r.hepix!==void 0&&(x(r.hepix,{instancePath:i+"/hepix",parentData:r,
parentDataProperty:"hepix",rootData:p,dynamicAnchors:o})||(e=e===null?x.errors:e.concat(x.errors),a=e.length)),
r.simplestreams!==void 0&&(x(r.simplestreams,{instancePath:i+"/simplestreams",parentData:r,parentDataProperty:"\
simplestreams",rootData:p,dynamicAnchors:o})||(e=e===null?x.errors:e.concat(x.errors),a=e.length)),r.glance!==
void 0){let s=r.glance;if(s&&typeof s=="object"&&!Array.isArray(s)){if(s.image===void 0){const t={instancePath:i+
"/glance",schemaPath:"#/properties/glance/required",keyword:"required",params:{missingProperty:"image"},message:"\
must have required property 'image'",schema:v.properties.glance.required,parentSchema:v.properties.glance,data:s};
e===null?e=[t]:e.push(t),a++}for(const t in s)if(!(t==="cloud"||t==="region"||t==="image")){const n={instancePath:i+
"/glance",schemaPath:"#/properties/glance/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:t},
message:"must NOT have additional properties",schema:!1,parentSchema:v.properties.glance,data:s};e===null?e=[n]:
e.push(n),a++}s.cloud!==void 0&&(f(s.cloud,{instancePath:i+"/glance/cloud",parentData:s,parentDataProperty:"cl\
oud",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),s.region!==void 0&&(f(
s.region,{instancePath:i+"/glance/region",parentData:s,parentDataProperty:"region",rootData:p,dynamicAnchors:o})||
(e=e===null?f.errors:e.concat(f.errors),a=e.length)),s.image!==void 0&&(f(s.image,{instancePath:i+"/glance/ima\
ge",parentData:s,parentDataProperty:"image",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),
a=e.length))}else{const t={instancePath:i+"/glance",schemaPath:"#/properties/glance/type",keyword:"type",params:{
type:"object"},message:"must be object",schema:v.properties.glance.type,parentSchema:v.properties.glance,data:s};
e===null?e=[t]:e.push(t),a++}}if(r.marketplace!==void 0&&(d(r.marketplace,{instancePath:i+"/marketplace",parentData:r,
parentDataProperty:"marketplace",rootData:p,dynamicAnchors:o})||(e=e===null?d.errors:e.concat(d.errors),a=e.length)),
r.endorsers!==void 0){let s=r.endorsers;if(Array.isArray(s)){if(s.length<1){const n={instancePath:i+"/endorser\
s",schemaPath:"#/properties/endorsers/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have few\
er than 1 items",schema:1,parentSchema:v.properties.endorsers,data:s};e===null?e=[n]:e.push(n),a++}const t=s.length;
for(let n=0;n<t;n++){let c=s[n];if(typeof c=="string"){if(h(c)>1024){const g={instancePath:i+"/endorsers/"+n,schemaPath:"\
#/properties/endorsers/items/maxLength",keyword:"maxLength",params:{limit:1024},message:"must NOT have more th\
an 1024 characters",schema:1024,parentSchema:v.properties.endorsers.items,data:c};e===null?e=[g]:e.push(g),a++}
if(h(c)<1){const g={instancePath:i+"/endorsers/"+n,schemaPath:"#/properties/endorsers/items/minLength",keyword:"\
minLength",params:{limit:1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:v.properties.
endorsers.items,data:c};e===null?e=[g]:e.push(g),a++}}else{const g={instancePath:i+"/endorsers/"+n,schemaPath:"\
#/properties/endorsers/items/type",keyword:"type",params:{type:"string"},message:"must be string",schema:v.properties.
endorsers.items.type,parentSchema:v.properties.endorsers.items,data:c};e===null?e=[g]:e.push(g),a++}}}else{const t={
instancePath:i+"/endorsers",schemaPath:"#/properties/endorsers/type",keyword:"type",params:{type:"array"},message:"\
must be array",schema:v.properties.endorsers.type,parentSchema:v.properties.endorsers,data:s};e===null?e=[t]:e.
push(t),a++}}if(r.ca!==void 0&&(d(r.ca,{instancePath:i+"/ca",parentData:r,parentDataProperty:"ca",rootData:p,dynamicAnchors:o})||
(e=e===null?d.errors:e.concat(d.errors),a=e.length)),r.identifier!==void 0&&(f(r.identifier,{instancePath:i+"/\
identifier",parentData:r,parentDataProperty:"identifier",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.
concat(f.errors),a=e.length)),r.list!==void 0&&(f(r.list,{instancePath:i+"/list",parentData:r,parentDataProperty:"\
list",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.trust!==void 0&&(B(
r.trust,{instancePath:i+"/trust",parentData:r,parentDataProperty:"trust",rootData:p,dynamicAnchors:o})||(e=e===
null?B.errors:e.concat(B.errors),a=e.length)),r.product!==void 0){let s=r.product;if(typeof s=="string"){if(h(
s)>1024){const t={instancePath:i+"/product",schemaPath:"#/properties/product/maxLength",keyword:"maxLength",params:{
limit:1024},message:"must NOT have more than 1024 characters",schema:1024,parentSchema:v.properties.product,data:s};
e===null?e=[t]:e.push(t),a++}if(h(s)<1){const t={instancePath:i+"/product",schemaPath:"#/properties/product/mi\
nLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:v.
properties.product,data:s};e===null?e=[t]:e.push(t),a++}}else{const t={instancePath:i+"/product",schemaPath:"#\
/properties/product/type",keyword:"type",params:{type:"string"},message:"must be string",schema:v.properties.product.
type,parentSchema:v.properties.product,data:s};e===null?e=[t]:e.push(t),a++}}if(r.item!==void 0&&(f(r.item,{instancePath:i+
"/item",parentData:r,parentDataProperty:"item",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.
errors),a=e.length)),r.version!==void 0&&(f(r.version,{instancePath:i+"/version",parentData:r,parentDataProperty:"\
version",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.index!==void 0&&
(d(r.index,{instancePath:i+"/index",parentData:r,parentDataProperty:"index",rootData:p,dynamicAnchors:o})||(e=
e===null?d.errors:e.concat(d.errors),a=e.length)),r.keyring!==void 0&&(d(r.keyring,{instancePath:i+"/keyring",
parentData:r,parentDataProperty:"keyring",rootData:p,dynamicAnchors:o})||(e=e===null?d.errors:e.concat(d.errors),
a=e.length)),r.copy_properties!==void 0){let s=r.copy_properties;if(typeof s!="boolean"&&!Array.isArray(s)){const t={
instancePath:i+"/copy_properties",schemaPath:"#/properties/copy_properties/type",keyword:"type",params:{type:v.
properties.copy_properties.type},message:"must be boolean,array",schema:v.properties.copy_properties.type,parentSchema:v.
properties.copy_properties,data:s};e===null?e=[t]:e.push(t),a++}if(Array.isArray(s)){const t=s.length;for(let n=0;n<
t;n++)f(s[n],{instancePath:i+"/copy_properties/"+n,parentData:s,parentDataProperty:n,rootData:p,dynamicAnchors:o})||
(e=e===null?f.errors:e.concat(f.errors),a=e.length)}}}return q.errors=e,a===0}q.evaluated={props:!0,items:!0,dynamicProps:!1,
dynamicItems:!1};const _={type:["string","array","object"],minLength:1,minItems:1,minProperties:1,items:{type:"\
string",minLength:1},additionalProperties:!1,properties:{md5:{type:"string"},sha1:{type:"string"},sha224:{type:"\
string"},sha256:{type:"string"},sha384:{type:"string"},sha512:{type:"string"},url:{$ref:"#/$defs/document"},signature:{
$ref:"#/$defs/document"},keyring:{$ref:"#/$defs/path"},name:{type:"string",minLength:1,maxLength:1024}}};function G(r,{
instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=G.
evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),(!r||typeof r!="object")&&typeof r!=
"string"){const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:_.type},message:"must be str\
ing,array,object",schema:_.type,parentSchema:_,data:r};e===null?e=[s]:e.push(s),a++}if(typeof r=="string"&&h(r)<
1){const s={instancePath:i,schemaPath:"#/minLength",keyword:"minLength",params:{limit:1},message:"must NOT hav\
e fewer than 1 characters",schema:1,parentSchema:_,data:r};e===null?e=[s]:e.push(s),a++}if(Array.isArray(r)){if(r.
length<1){const t={instancePath:i,schemaPath:"#/minItems",keyword:"minItems",params:{limit:1},message:"must NO\
T have fewer than 1 items",schema:1,parentSchema:_,data:r};e===null?e=[t]:e.push(t),a++}const s=r.length;for(let t=0;t<
s;t++){let n=r[t];if(typeof n=="string"){if(h(n)<1){const c={instancePath:i+"/"+t,schemaPath:"#/items/minLengt\
h",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:_.
items,data:n};e===null?e=[c]:e.push(c),a++}}else{const c={instancePath:i+"/"+t,schemaPath:"#/items/type",keyword:"\
type",params:{type:"string"},message:"must be string",schema:_.items.type,parentSchema:_.items,data:n};e===null?
e=[c]:e.push(c),a++}}}if(r&&typeof r=="object"&&!Array.isArray(r)){if(Object.keys(r).length<1){const s={instancePath:i,
schemaPath:"#/minProperties",keyword:"minProperties",params:{limit:1},message:"must NOT have fewer than 1 prop\
erties",schema:1,parentSchema:_,data:r};e===null?e=[s]:e.push(s),a++}for(const s in r)if(!ae.call(_.properties,
s)){const t={instancePath:i,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:s},
message:"must NOT have additional properties",schema:!1,parentSchema:_,data:r};e===null?e=[t]:e.push(t),a++}if(r.
md5!==void 0){let s=r.md5;if(typeof s!="string"){const t={instancePath:i+"/md5",schemaPath:"#/properties/md5/t\
ype",keyword:"type",params:{type:"string"},message:"must be string",schema:_.properties.md5.type,parentSchema:_.
properties.md5,data:s};e===null?e=[t]:e.push(t),a++}}if(r.sha1!==void 0){let s=r.sha1;if(typeof s!="string"){const t={
instancePath:i+"/sha1",schemaPath:"#/properties/sha1/type",keyword:"type",params:{type:"string"},message:"must\
 be string",schema:_.properties.sha1.type,parentSchema:_.properties.sha1,data:s};e===null?e=[t]:e.push(t),a++}}
if(r.sha224!==void 0){let s=r.sha224;if(typeof s!="string"){const t={instancePath:i+"/sha224",schemaPath:"#/pr\
operties/sha224/type",keyword:"type",params:{type:"string"},message:"must be string",schema:_.properties.sha224.
type,parentSchema:_.properties.sha224,data:s};e===null?e=[t]:e.push(t),a++}}if(r.sha256!==void 0){let s=r.sha256;
if(typeof s!="string"){const t={instancePath:i+"/sha256",schemaPath:"#/properties/sha256/type",keyword:"type",
params:{type:"string"},message:"must be string",schema:_.properties.sha256.type,parentSchema:_.properties.sha256,
data:s};e===null?e=[t]:e.push(t),a++}}if(r.sha384!==void 0){let s=r.sha384;if(typeof s!="string"){const t={instancePath:i+
"/sha384",schemaPath:"#/properties/sha384/type",keyword:"type",params:{type:"string"},message:"must be string",
schema:_.properties.sha384.type,parentSchema:_.properties.sha384,data:s};e===null?e=[t]:e.push(t),a++}}if(r.sha512!==
void 0){let s=r.sha512;if(typeof s!="string"){const t={instancePath:i+"/sha512",schemaPath:"#/properties/sha51\
2/type",keyword:"type",params:{type:"string"},message:"must be string",schema:_.properties.sha512.type,parentSchema:_.
properties.sha512,data:s};e===null?e=[t]:e.push(t),a++}}if(r.url!==void 0&&(x(r.url,{instancePath:i+"/url",parentData:r,
parentDataProperty:"url",rootData:p,dynamicAnchors:o})||(e=e===null?x.errors:e.concat(x.errors),a=e.length)),r.
signature!==void 0&&(x(r.signature,{instancePath:i+"/signature",parentData:r,parentDataProperty:"signature",rootData:p,
dynamicAnchors:o})||(e=e===null?x.errors:e.concat(x.errors),a=e.length)),r.keyring!==void 0&&(d(r.keyring,{instancePath:i+
"/keyring",parentData:r,parentDataProperty:"keyring",rootData:p,dynamicAnchors:o})||(e=e===null?d.errors:e.concat(
d.errors),a=e.length)),r.name!==void 0){let s=r.name;if(typeof s=="string"){if(h(s)>1024){const t={instancePath:i+
"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit:1024},message:"must NOT hav\
e more than 1024 characters",schema:1024,parentSchema:_.properties.name,data:s};e===null?e=[t]:e.push(t),a++}if(h(
s)<1){const t={instancePath:i+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit:1},
message:"must NOT have fewer than 1 characters",schema:1,parentSchema:_.properties.name,data:s};e===null?e=[t]:
e.push(t),a++}}else{const t={instancePath:i+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{
type:"string"},message:"must be string",schema:_.properties.name.type,parentSchema:_.properties.name,data:s};e===
null?e=[t]:e.push(t),a++}}}return G.errors=e,a===0}G.evaluated={props:!0,items:!0,dynamicProps:!1,dynamicItems:!1};
const H={type:["string","array"],minLength:1,maxLength:4096,minItems:1,items:{type:"string",maxLength:4096}};function T(r,{
instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=T.
evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),typeof r!="string"&&!Array.isArray(
r)){const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:H.type},message:"must be string,ar\
ray",schema:H.type,parentSchema:H,data:r};e===null?e=[s]:e.push(s),a++}if(typeof r=="string"){if(h(r)>4096){const s={
instancePath:i,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit:4096},message:"must NOT have more th\
an 4096 characters",schema:4096,parentSchema:H,data:r};e===null?e=[s]:e.push(s),a++}if(h(r)<1){const s={instancePath:i,
schemaPath:"#/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters",
schema:1,parentSchema:H,data:r};e===null?e=[s]:e.push(s),a++}}if(Array.isArray(r)){if(r.length<1){const t={instancePath:i,
schemaPath:"#/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items",schema:1,
parentSchema:H,data:r};e===null?e=[t]:e.push(t),a++}const s=r.length;for(let t=0;t<s;t++){let n=r[t];if(typeof n==
"string"){if(h(n)>4096){const c={instancePath:i+"/"+t,schemaPath:"#/items/maxLength",keyword:"maxLength",params:{
limit:4096},message:"must NOT have more than 4096 characters",schema:4096,parentSchema:H.items,data:n};e===null?
e=[c]:e.push(c),a++}}else{const c={instancePath:i+"/"+t,schemaPath:"#/items/type",keyword:"type",params:{type:"\
string"},message:"must be string",schema:H.items.type,parentSchema:H.items,data:n};e===null?e=[c]:e.push(c),a++}}}
return T.errors=e,a===0}T.evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};const O={type:["string","object"],
pattern:"^(?:vhd|vhdx|vmdk|raw|qcow2|vdi)$",patternErrorMessage:"one of vhd, vhdx, vmdk, raw, qcow2, vdi",additionalProperties:!1,
required:["to"],properties:{to:{enum:["vhd","vhdx","vmdk","raw","qcow2","vdi"]},from:{enum:["vhd","vhdx","vmdk",
"raw","qcow2","vdi","iso"]}}},Ue=new RegExp("^(?:vhd|vhdx|vmdk|raw|qcow2|vdi)$","u");function J(r,{instancePath:i="",
parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=J.evaluated;if(l.
dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),typeof r!="string"&&!(r&&typeof r=="object"&&!Array.
isArray(r))){const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:O.type},message:"must be \
string,object",schema:O.type,parentSchema:O,data:r};e===null?e=[s]:e.push(s),a++}if(typeof r=="string"&&!Ue.test(
r)){const s={instancePath:i,schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"^(?:vhd|vhdx|vmdk|raw|qc\
ow2|vdi)$"},message:'must match pattern "^(?:vhd|vhdx|vmdk|raw|qcow2|vdi)$"',schema:"^(?:vhd|vhdx|vmdk|raw|qco\
w2|vdi)$",parentSchema:O,data:r};e===null?e=[s]:e.push(s),a++}if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.
to===void 0){const s={instancePath:i,schemaPath:"#/required",keyword:"required",params:{missingProperty:"to"},
message:"must have required property 'to'",schema:O.required,parentSchema:O,data:r};e===null?e=[s]:e.push(s),a++}
for(const s in r)if(!(s==="to"||s==="from")){const t={instancePath:i,schemaPath:"#/additionalProperties",keyword:"\
additionalProperties",params:{additionalProperty:s},message:"must NOT have additional properties",schema:!1,parentSchema:O,
data:r};e===null?e=[t]:e.push(t),a++}if(r.to!==void 0){let s=r.to;if(!(s==="vhd"||s==="vhdx"||s==="vmdk"||s===
"raw"||s==="qcow2"||s==="vdi")){const t={instancePath:i+"/to",schemaPath:"#/properties/to/enum",keyword:"enum",
params:{allowedValues:O.properties.to.enum},message:"must be equal to one of the allowed values",schema:O.properties.
to.enum,parentSchema:O.properties.to,data:s};e===null?e=[t]:e.push(t),a++}}if(r.from!==void 0){let s=r.from;if(!(s===
"vhd"||s==="vhdx"||s==="vmdk"||s==="raw"||s==="qcow2"||s==="vdi"||s==="iso")){const t={instancePath:i+"/from",
schemaPath:"#/properties/from/enum",keyword:"enum",params:{allowedValues:O.properties.from.enum},message:"must\
 be equal to one of the allowed values",schema:O.properties.from.enum,parentSchema:O.properties.from,data:s};e===
null?e=[t]:e.push(t),a++}}}return J.errors=e,a===0}J.evaluated={props:!0,dynamicProps:!1,dynamicItems:!1};const le={
type:["string","object"],minLength:1,maxLength:255,pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"one lin\
e of text without control characters",additionalProperties:!1,properties:{project:{$ref:"#/$defs/line"},domain:{
$ref:"#/$defs/line"},id:{$ref:"#/$defs/line"}}};function K(r,{instancePath:i="",parentData:b,parentDataProperty:$,
rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=K.evaluated;if(l.dynamicProps&&(l.props=void 0),l.
dynamicItems&&(l.items=void 0),typeof r!="string"&&!(r&&typeof r=="object"&&!Array.isArray(r))){const s={instancePath:i,
schemaPath:"#/type",keyword:"type",params:{type:le.type},message:"must be string,object",schema:le.type,parentSchema:le,
data:r};e===null?e=[s]:e.push(s),a++}if(typeof r=="string"){if(h(r)>255){const s={instancePath:i,schemaPath:"#\
/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters",schema:255,
parentSchema:le,data:r};e===null?e=[s]:e.push(s),a++}if(h(r)<1){const s={instancePath:i,schemaPath:"#/minLengt\
h",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:le,
data:r};e===null?e=[s]:e.push(s),a++}if(!F.test(r)){const s={instancePath:i,schemaPath:"#/pattern",keyword:"pa\
ttern",params:{pattern:"^[^\\p{Cc}\\p{Cs}]*$"},message:'must match pattern "^[^\\p{Cc}\\p{Cs}]*$"',schema:"^[^\
\\p{Cc}\\p{Cs}]*$",parentSchema:le,data:r};e===null?e=[s]:e.push(s),a++}}if(r&&typeof r=="object"&&!Array.isArray(
r)){for(const s in r)if(!(s==="project"||s==="domain"||s==="id")){const t={instancePath:i,schemaPath:"#/additi\
onalProperties",keyword:"additionalProperties",params:{additionalProperty:s},message:"must NOT have additional\
 properties",schema:!1,parentSchema:le,data:r};e===null?e=[t]:e.push(t),a++}r.project!==void 0&&(f(r.project,{
instancePath:i+"/project",parentData:r,parentDataProperty:"project",rootData:p,dynamicAnchors:o})||(e=e===null?
f.errors:e.concat(f.errors),a=e.length)),r.domain!==void 0&&(f(r.domain,{instancePath:i+"/domain",parentData:r,
parentDataProperty:"domain",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),
r.id!==void 0&&(f(r.id,{instancePath:i+"/id",parentData:r,parentDataProperty:"id",rootData:p,dynamicAnchors:o})||
(e=e===null?f.errors:e.concat(f.errors),a=e.length))}return K.errors=e,a===0}K.evaluated={props:!0,dynamicProps:!1,
dynamicItems:!1};const fe={type:["string","number","boolean","object"],maxLength:65535,additionalProperties:!1,
required:["image"],properties:{image:{$ref:"#/$defs/line"}}};function Q(r,{instancePath:i="",parentData:b,parentDataProperty:$,
rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=Q.evaluated;if(l.dynamicProps&&(l.props=void 0),l.
dynamicItems&&(l.items=void 0),typeof r!="string"&&!(typeof r=="number"&&isFinite(r))&&typeof r!="boolean"&&!(r&&
typeof r=="object"&&!Array.isArray(r))){const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:fe.
type},message:"must be string,number,boolean,object",schema:fe.type,parentSchema:fe,data:r};e===null?e=[s]:e.push(
s),a++}if(typeof r=="string"&&h(r)>65535){const s={instancePath:i,schemaPath:"#/maxLength",keyword:"maxLength",
params:{limit:65535},message:"must NOT have more than 65535 characters",schema:65535,parentSchema:fe,data:r};e===
null?e=[s]:e.push(s),a++}if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.image===void 0){const s={instancePath:i,
schemaPath:"#/required",keyword:"required",params:{missingProperty:"image"},message:"must have required proper\
ty 'image'",schema:fe.required,parentSchema:fe,data:r};e===null?e=[s]:e.push(s),a++}for(const s in r)if(s!=="i\
mage"){const t={instancePath:i,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:s},
message:"must NOT have additional properties",schema:!1,parentSchema:fe,data:r};e===null?e=[t]:e.push(t),a++}r.
image!==void 0&&(f(r.image,{instancePath:i+"/image",parentData:r,parentDataProperty:"image",rootData:p,dynamicAnchors:o})||
(e=e===null?f.errors:e.concat(f.errors),a=e.length))}return Q.errors=e,a===0}Q.evaluated={props:!0,dynamicProps:!1,
dynamicItems:!1};const W={type:["string","object"],minLength:1,maxLength:255,pattern:"^[^\\p{Cc}\\p{Cs}]*$",patternErrorMessage:"\
one line of text without control characters",additionalProperties:!1,properties:{project:{$ref:"#/$defs/line"},
domain:{$ref:"#/$defs/line"},id:{$ref:"#/$defs/line"},can_share:{type:"boolean"}}};function E(r,{instancePath:i="",
parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=E.evaluated;if(l.
dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),typeof r!="string"&&!(r&&typeof r=="object"&&!Array.
isArray(r))){const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:W.type},message:"must be \
string,object",schema:W.type,parentSchema:W,data:r};e===null?e=[s]:e.push(s),a++}if(typeof r=="string"){if(h(r)>
255){const s={instancePath:i,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT\
 have more than 255 characters",schema:255,parentSchema:W,data:r};e===null?e=[s]:e.push(s),a++}if(h(r)<1){const s={
instancePath:i,schemaPath:"#/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than\
 1 characters",schema:1,parentSchema:W,data:r};e===null?e=[s]:e.push(s),a++}if(!F.test(r)){const s={instancePath:i,
schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"^[^\\p{Cc}\\p{Cs}]*$"},message:'must match pattern "\
^[^\\p{Cc}\\p{Cs}]*$"',schema:"^[^\\p{Cc}\\p{Cs}]*$",parentSchema:W,data:r};e===null?e=[s]:e.push(s),a++}}if(r&&
typeof r=="object"&&!Array.isArray(r)){for(const s in r)if(!(s==="project"||s==="domain"||s==="id"||s==="can_s\
hare")){const t={instancePath:i,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:s},
message:"must NOT have additional properties",schema:!1,parentSchema:W,data:r};e===null?e=[t]:e.push(t),a++}if(r.
project!==void 0&&(f(r.project,{instancePath:i+"/project",parentData:r,parentDataProperty:"project",rootData:p,
dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.domain!==void 0&&(f(r.domain,{instancePath:i+
"/domain",parentData:r,parentDataProperty:"domain",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(
f.errors),a=e.length)),r.id!==void 0&&(f(r.id,{instancePath:i+"/id",parentData:r,parentDataProperty:"id",rootData:p,
dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.can_share!==void 0){let s=r.can_share;
if(typeof s!="boolean"){const t={instancePath:i+"/can_share",schemaPath:"#/properties/can_share/type",keyword:"\
type",params:{type:"boolean"},message:"must be boolean",schema:W.properties.can_share.type,parentSchema:W.properties.
can_share,data:s};e===null?e=[t]:e.push(t),a++}}}return E.errors=e,a===0}E.evaluated={props:!0,dynamicProps:!1,
dynamicItems:!1};const D={type:["string","array","object"],minLength:1,maxLength:4096,minItems:1,items:{type:"\
string",maxLength:4096},additionalProperties:!1,required:["command"],properties:{command:{$ref:"#/$defs/comman\
d"},timeout:{type:"integer",minimum:1,maximum:604800},keep:{type:"boolean"},member:{$ref:"#/$defs/member"},local:{
type:"boolean"}}};function X(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){
let e=null,a=0;const l=X.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),(!r||typeof r!=
"object")&&typeof r!="string"){const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:D.type},
message:"must be string,array,object",schema:D.type,parentSchema:D,data:r};e===null?e=[s]:e.push(s),a++}if(typeof r==
"string"){if(h(r)>4096){const s={instancePath:i,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit:4096},
message:"must NOT have more than 4096 characters",schema:4096,parentSchema:D,data:r};e===null?e=[s]:e.push(s),
a++}if(h(r)<1){const s={instancePath:i,schemaPath:"#/minLength",keyword:"minLength",params:{limit:1},message:"\
must NOT have fewer than 1 characters",schema:1,parentSchema:D,data:r};e===null?e=[s]:e.push(s),a++}}if(Array.
isArray(r)){if(r.length<1){const t={instancePath:i,schemaPath:"#/minItems",keyword:"minItems",params:{limit:1},
message:"must NOT have fewer than 1 items",schema:1,parentSchema:D,data:r};e===null?e=[t]:e.push(t),a++}const s=r.
length;for(let t=0;t<s;t++){let n=r[t];if(typeof n=="string"){if(h(n)>4096){const c={instancePath:i+"/"+t,schemaPath:"\
#/items/maxLength",keyword:"maxLength",params:{limit:4096},message:"must NOT have more than 4096 characters",schema:4096,
parentSchema:D.items,data:n};e===null?e=[c]:e.push(c),a++}}else{const c={instancePath:i+"/"+t,schemaPath:"#/it\
ems/type",keyword:"type",params:{type:"string"},message:"must be string",schema:D.items.type,parentSchema:D.items,
data:n};e===null?e=[c]:e.push(c),a++}}}if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.command===void 0){const s={
instancePath:i,schemaPath:"#/required",keyword:"required",params:{missingProperty:"command"},message:"must hav\
e required property 'command'",schema:D.required,parentSchema:D,data:r};e===null?e=[s]:e.push(s),a++}for(const s in r)
if(!(s==="command"||s==="timeout"||s==="keep"||s==="member"||s==="local")){const t={instancePath:i,schemaPath:"\
#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:s},message:"must NOT have ad\
ditional properties",schema:!1,parentSchema:D,data:r};e===null?e=[t]:e.push(t),a++}if(r.command!==void 0&&(T(r.
command,{instancePath:i+"/command",parentData:r,parentDataProperty:"command",rootData:p,dynamicAnchors:o})||(e=
e===null?T.errors:e.concat(T.errors),a=e.length)),r.timeout!==void 0){let s=r.timeout;if(!(typeof s=="number"&&
!(s%1)&&!isNaN(s)&&isFinite(s))){const t={instancePath:i+"/timeout",schemaPath:"#/properties/timeout/type",keyword:"\
type",params:{type:"integer"},message:"must be integer",schema:D.properties.timeout.type,parentSchema:D.properties.
timeout,data:s};e===null?e=[t]:e.push(t),a++}if(typeof s=="number"&&isFinite(s)){if(s>604800||isNaN(s)){const t={
instancePath:i+"/timeout",schemaPath:"#/properties/timeout/maximum",keyword:"maximum",params:{comparison:"<=",
limit:604800},message:"must be <= 604800",schema:604800,parentSchema:D.properties.timeout,data:s};e===null?e=[
t]:e.push(t),a++}if(s<1||isNaN(s)){const t={instancePath:i+"/timeout",schemaPath:"#/properties/timeout/minimum",
keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1",schema:1,parentSchema:D.properties.timeout,
data:s};e===null?e=[t]:e.push(t),a++}}}if(r.keep!==void 0){let s=r.keep;if(typeof s!="boolean"){const t={instancePath:i+
"/keep",schemaPath:"#/properties/keep/type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:D.
properties.keep.type,parentSchema:D.properties.keep,data:s};e===null?e=[t]:e.push(t),a++}}if(r.member!==void 0&&
(E(r.member,{instancePath:i+"/member",parentData:r,parentDataProperty:"member",rootData:p,dynamicAnchors:o})||
(e=e===null?E.errors:e.concat(E.errors),a=e.length)),r.local!==void 0){let s=r.local;if(typeof s!="boolean"){const t={
instancePath:i+"/local",schemaPath:"#/properties/local/type",keyword:"type",params:{type:"boolean"},message:"m\
ust be boolean",schema:D.properties.local.type,parentSchema:D.properties.local,data:s};e===null?e=[t]:e.push(t),
a++}}}return X.errors=e,a===0}X.evaluated={props:!0,items:!0,dynamicProps:!1,dynamicItems:!1};const Ae={enum:[
"ambiguous-format","format-mismatch","container-mismatch","truncated-header","min-disk-too-small","qcow2-versi\
on","qcow2-header","qcow2-backing-file","qcow2-data-file","qcow2-unknown-feature","qcow2-encryption","qed","vm\
dk-version","vmdk-descriptor","vmdk-text-descriptor","vmdk-create-type","vmdk-extent","vmdk-extent-path","vmdk\
-parent-hint","vmdk-footer","vhd-header","vhd-parent","vhdx-header","vhdx-parent","vhdx-log","vhdx-unknown-fea\
ture","vdi-version","vdi-image-type","vdi-parent","luks-version","luks-payload","mbr-boot-flag","mbr-empty","g\
pt-protective-mbr","gpt-hybrid-mbr","gpt-header","ova-archive","ova-descriptor","ova-member"]};function Y(r,{instancePath:i="",
parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=Y.evaluated;if(l.
dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),!(r==="ambiguous-format"||r==="format-mismatch"||
r==="container-mismatch"||r==="truncated-header"||r==="min-disk-too-small"||r==="qcow2-version"||r==="qcow2-he\
ader"||r==="qcow2-backing-file"||r==="qcow2-data-file"||r==="qcow2-unknown-feature"||r==="qcow2-encryption"||r===
"qed"||r==="vmdk-version"||r==="vmdk-descriptor"||r==="vmdk-text-descriptor"||r==="vmdk-create-type"||r==="vmd\
k-extent"||r==="vmdk-extent-path"||r==="vmdk-parent-hint"||r==="vmdk-footer"||r==="vhd-header"||r==="vhd-paren\
t"||r==="vhdx-header"||r==="vhdx-parent"||r==="vhdx-log"||r==="vhdx-unknown-feature"||r==="vdi-version"||r==="\
vdi-image-type"||r==="vdi-parent"||r==="luks-version"||r==="luks-payload"||r==="mbr-boot-flag"||r==="mbr-empty"||
r==="gpt-protective-mbr"||r==="gpt-hybrid-mbr"||r==="gpt-header"||r==="ova-archive"||r==="ova-descriptor"||r===
"ova-member")){const s={instancePath:i,schemaPath:"#/enum",keyword:"enum",params:{allowedValues:Ae.enum},message:"\
must be equal to one of the allowed values",schema:Ae.enum,parentSchema:Ae,data:r};e===null?e=[s]:e.push(s),a++}
return Y.errors=e,a===0}Y.evaluated={dynamicProps:!1,dynamicItems:!1};const S={type:["boolean","object"],additionalProperties:!1,
properties:{keep:{type:"integer",minimum:0,maximum:1e4},max_age:{$ref:"#/$defs/age"},then:{$ref:"#/$defs/stage\
s"},properties:{type:"object",propertyNames:{minLength:1,maxLength:255},additionalProperties:{$ref:"#/$defs/li\
ne"}},name:{$ref:"#/$defs/line"},visibility:{enum:["public","community","shared","private"]},hidden:{type:"boo\
lean"},deactivate:{type:"boolean"},directory:{$ref:"#/$defs/path"}}},Fe={type:"string",pattern:"^[1-9][0-9]{0,\
4}[mhdw]$",patternErrorMessage:"a number and m, h, d or w, such as 90d"},Be=new RegExp("^[1-9][0-9]{0,4}[mhdw]\
$","u");function ee(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){
let e=null,a=0;const l=ee.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),typeof r==
"string"){if(!Be.test(r)){const s={instancePath:i,schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"^[\
1-9][0-9]{0,4}[mhdw]$"},message:'must match pattern "^[1-9][0-9]{0,4}[mhdw]$"',schema:"^[1-9][0-9]{0,4}[mhdw]$",
parentSchema:Fe,data:r};e===null?e=[s]:e.push(s),a++}}else{const s={instancePath:i,schemaPath:"#/type",keyword:"\
type",params:{type:"string"},message:"must be string",schema:Fe.type,parentSchema:Fe,data:r};e===null?e=[s]:e.
push(s),a++}return ee.errors=e,a===0}ee.evaluated={dynamicProps:!1,dynamicItems:!1};const ce={type:"array",minItems:1,
maxItems:3,items:{enum:["hide","deactivate","delete"]}};function re(r,{instancePath:i="",parentData:b,parentDataProperty:$,
rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=re.evaluated;if(l.dynamicProps&&(l.props=void 0),
l.dynamicItems&&(l.items=void 0),Array.isArray(r)){if(r.length>3){const t={instancePath:i,schemaPath:"#/maxIte\
ms",keyword:"maxItems",params:{limit:3},message:"must NOT have more than 3 items",schema:3,parentSchema:ce,data:r};
e===null?e=[t]:e.push(t),a++}if(r.length<1){const t={instancePath:i,schemaPath:"#/minItems",keyword:"minItems",
params:{limit:1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:ce,data:r};e===null?e=[t]:e.
push(t),a++}const s=r.length;for(let t=0;t<s;t++){let n=r[t];if(!(n==="hide"||n==="deactivate"||n==="delete")){
const c={instancePath:i+"/"+t,schemaPath:"#/items/enum",keyword:"enum",params:{allowedValues:ce.items.enum},message:"\
must be equal to one of the allowed values",schema:ce.items.enum,parentSchema:ce.items,data:n};e===null?e=[c]:
e.push(c),a++}}}else{const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:"array"},message:"\
must be array",schema:ce.type,parentSchema:ce,data:r};e===null?e=[s]:e.push(s),a++}return re.errors=e,a===0}re.
evaluated={items:!0,dynamicProps:!1,dynamicItems:!1};function te(r,{instancePath:i="",parentData:b,parentDataProperty:$,
rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=te.evaluated;if(l.dynamicProps&&(l.props=void 0),
l.dynamicItems&&(l.items=void 0),typeof r!="boolean"&&!(r&&typeof r=="object"&&!Array.isArray(r))){const t={instancePath:i,
schemaPath:"#/type",keyword:"type",params:{type:S.type},message:"must be boolean,object",schema:S.type,parentSchema:S,
data:r};e===null?e=[t]:e.push(t),a++}if(r&&typeof r=="object"&&!Array.isArray(r)){for(const t in r)if(!ae.call(
S.properties,t)){const n={instancePath:i,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{
additionalProperty:t},message:"must NOT have additional properties",schema:!1,parentSchema:S,data:r};e===null?
e=[n]:e.push(n),a++}if(r.keep!==void 0){let t=r.keep;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){
const n={instancePath:i+"/keep",schemaPath:"#/properties/keep/type",keyword:"type",params:{type:"integer"},message:"\
must be integer",schema:S.properties.keep.type,parentSchema:S.properties.keep,data:t};e===null?e=[n]:e.push(n),
a++}if(typeof t=="number"&&isFinite(t)){if(t>1e4||isNaN(t)){const n={instancePath:i+"/keep",schemaPath:"#/prop\
erties/keep/maximum",keyword:"maximum",params:{comparison:"<=",limit:1e4},message:"must be <= 10000",schema:1e4,
parentSchema:S.properties.keep,data:t};e===null?e=[n]:e.push(n),a++}if(t<0||isNaN(t)){const n={instancePath:i+
"/keep",schemaPath:"#/properties/keep/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"mus\
t be >= 0",schema:0,parentSchema:S.properties.keep,data:t};e===null?e=[n]:e.push(n),a++}}}if(r.max_age!==void 0&&
(ee(r.max_age,{instancePath:i+"/max_age",parentData:r,parentDataProperty:"max_age",rootData:p,dynamicAnchors:o})||
(e=e===null?ee.errors:e.concat(ee.errors),a=e.length)),r.then!==void 0&&(re(r.then,{instancePath:i+"/then",parentData:r,
parentDataProperty:"then",rootData:p,dynamicAnchors:o})||(e=e===null?re.errors:e.concat(re.errors),a=e.length)),
r.properties!==void 0){let t=r.properties;if(t&&typeof t=="object"&&!Array.isArray(t)){for(const n in t){const c=a;
if(typeof n=="string"){if(h(n)>255){const g={instancePath:i+"/properties",schemaPath:"#/properties/properties/\
propertyNames/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 character\
s",schema:255,parentSchema:S.properties.properties.propertyNames,data:n,propertyName:n};e===null?e=[g]:e.push(
g),a++}if(h(n)<1){const g={instancePath:i+"/properties",schemaPath:"#/properties/properties/propertyNames/minL\
ength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:S.
properties.properties.propertyNames,data:n,propertyName:n};e===null?e=[g]:e.push(g),a++}}var s=c===a;if(!s){const g={
instancePath:i+"/properties",schemaPath:"#/properties/properties/propertyNames",keyword:"propertyNames",params:{
propertyName:n},message:"property name must be valid",schema:S.properties.properties.propertyNames,parentSchema:S.
properties.properties,data:t};e===null?e=[g]:e.push(g),a++}}for(const n in t)f(t[n],{instancePath:i+"/properti\
es/"+n.replace(/~/g,"~0").replace(/\//g,"~1"),parentData:t,parentDataProperty:n,rootData:p,dynamicAnchors:o})||
(e=e===null?f.errors:e.concat(f.errors),a=e.length)}else{const n={instancePath:i+"/properties",schemaPath:"#/p\
roperties/properties/type",keyword:"type",params:{type:"object"},message:"must be object",schema:S.properties.
properties.type,parentSchema:S.properties.properties,data:t};e===null?e=[n]:e.push(n),a++}}if(r.name!==void 0&&
(f(r.name,{instancePath:i+"/name",parentData:r,parentDataProperty:"name",rootData:p,dynamicAnchors:o})||(e=e===
null?f.errors:e.concat(f.errors),a=e.length)),r.visibility!==void 0){let t=r.visibility;if(!(t==="public"||t===
"community"||t==="shared"||t==="private")){const n={instancePath:i+"/visibility",schemaPath:"#/properties/visi\
bility/enum",keyword:"enum",params:{allowedValues:S.properties.visibility.enum},message:"must be equal to one \
of the allowed values",schema:S.properties.visibility.enum,parentSchema:S.properties.visibility,data:t};e===null?
e=[n]:e.push(n),a++}}if(r.hidden!==void 0){let t=r.hidden;if(typeof t!="boolean"){const n={instancePath:i+"/hi\
dden",schemaPath:"#/properties/hidden/type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:S.
properties.hidden.type,parentSchema:S.properties.hidden,data:t};e===null?e=[n]:e.push(n),a++}}if(r.deactivate!==
void 0){let t=r.deactivate;if(typeof t!="boolean"){const n={instancePath:i+"/deactivate",schemaPath:"#/propert\
ies/deactivate/type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:S.properties.deactivate.
type,parentSchema:S.properties.deactivate,data:t};e===null?e=[n]:e.push(n),a++}}r.directory!==void 0&&(d(r.directory,
{instancePath:i+"/directory",parentData:r,parentDataProperty:"directory",rootData:p,dynamicAnchors:o})||(e=e===
null?d.errors:e.concat(d.errors),a=e.length))}return te.errors=e,a===0}te.evaluated={props:!0,dynamicProps:!1,
dynamicItems:!1};function k(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){
let e=null,a=0;const l=k.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),r&&typeof r==
"object"&&!Array.isArray(r)){for(const t in r)if(!ae.call(m.properties,t)){const n={instancePath:i,schemaPath:"\
#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:t},message:"must NOT have ad\
ditional properties",schema:!1,parentSchema:m,data:r};e===null?e=[n]:e.push(n),a++}if(r.name!==void 0&&(f(r.name,
{instancePath:i+"/name",parentData:r,parentDataProperty:"name",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:
e.concat(f.errors),a=e.length)),r.id!==void 0&&(R(r.id,{instancePath:i+"/id",parentData:r,parentDataProperty:"\
id",rootData:p,dynamicAnchors:o})||(e=e===null?R.errors:e.concat(R.errors),a=e.length)),r.previously!==void 0){
let t=r.previously;if(typeof t!="string"&&!Array.isArray(t)){const n={instancePath:i+"/previously",schemaPath:"\
#/properties/previously/type",keyword:"type",params:{type:m.properties.previously.type},message:"must be strin\
g,array",schema:m.properties.previously.type,parentSchema:m.properties.previously,data:t};e===null?e=[n]:e.push(
n),a++}if(typeof t=="string"){if(h(t)>255){const n={instancePath:i+"/previously",schemaPath:"#/properties/prev\
iously/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 characters",schema:255,
parentSchema:m.properties.previously,data:t};e===null?e=[n]:e.push(n),a++}if(h(t)<1){const n={instancePath:i+"\
/previously",schemaPath:"#/properties/previously/minLength",keyword:"minLength",params:{limit:1},message:"must\
 NOT have fewer than 1 characters",schema:1,parentSchema:m.properties.previously,data:t};e===null?e=[n]:e.push(
n),a++}if(!F.test(t)){const n={instancePath:i+"/previously",schemaPath:"#/properties/previously/pattern",keyword:"\
pattern",params:{pattern:"^[^\\p{Cc}\\p{Cs}]*$"},message:'must match pattern "^[^\\p{Cc}\\p{Cs}]*$"',schema:"^\
[^\\p{Cc}\\p{Cs}]*$",parentSchema:m.properties.previously,data:t};e===null?e=[n]:e.push(n),a++}}if(Array.isArray(
t)){const n=t.length;for(let c=0;c<n;c++)f(t[c],{instancePath:i+"/previously/"+c,parentData:t,parentDataProperty:c,
rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)}}if(r.state!==void 0){let t=r.
state;if(!(t==="present"||t==="absent")){const n={instancePath:i+"/state",schemaPath:"#/properties/state/enum",
keyword:"enum",params:{allowedValues:m.properties.state.enum},message:"must be equal to one of the allowed val\
ues",schema:m.properties.state.enum,parentSchema:m.properties.state,data:t};e===null?e=[n]:e.push(n),a++}}if(r.
format!==void 0&&(N(r.format,{instancePath:i+"/format",parentData:r,parentDataProperty:"format",rootData:p,dynamicAnchors:o})||
(e=e===null?N.errors:e.concat(N.errors),a=e.length)),r.disk_format!==void 0&&(N(r.disk_format,{instancePath:i+
"/disk_format",parentData:r,parentDataProperty:"disk_format",rootData:p,dynamicAnchors:o})||(e=e===null?N.errors:
e.concat(N.errors),a=e.length)),r.container_format!==void 0){let t=r.container_format;if(typeof t=="string"){if(!Te.
test(t)){const n={instancePath:i+"/container_format",schemaPath:"#/properties/container_format/pattern",keyword:"\
pattern",params:{pattern:"^[A-Za-z0-9][A-Za-z0-9._+-]{0,19}$"},message:'must match pattern "^[A-Za-z0-9][A-Za-\
z0-9._+-]{0,19}$"',schema:"^[A-Za-z0-9][A-Za-z0-9._+-]{0,19}$",parentSchema:m.properties.container_format,data:t};
e===null?e=[n]:e.push(n),a++}}else{const n={instancePath:i+"/container_format",schemaPath:"#/properties/contai\
ner_format/type",keyword:"type",params:{type:"string"},message:"must be string",schema:m.properties.container_format.
type,parentSchema:m.properties.container_format,data:t};e===null?e=[n]:e.push(n),a++}}if(r.source!==void 0&&(q(
r.source,{instancePath:i+"/source",parentData:r,parentDataProperty:"source",rootData:p,dynamicAnchors:o})||(e=
e===null?q.errors:e.concat(q.errors),a=e.length)),r.location!==void 0&&(q(r.location,{instancePath:i+"/locatio\
n",parentData:r,parentDataProperty:"location",rootData:p,dynamicAnchors:o})||(e=e===null?q.errors:e.concat(q.errors),
a=e.length)),r.file!==void 0&&(d(r.file,{instancePath:i+"/file",parentData:r,parentDataProperty:"file",rootData:p,
dynamicAnchors:o})||(e=e===null?d.errors:e.concat(d.errors),a=e.length)),r.checksum!==void 0&&(G(r.checksum,{instancePath:i+
"/checksum",parentData:r,parentDataProperty:"checksum",rootData:p,dynamicAnchors:o})||(e=e===null?G.errors:e.concat(
G.errors),a=e.length)),r.size!==void 0){let t=r.size;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){
const n={instancePath:i+"/size",schemaPath:"#/properties/size/type",keyword:"type",params:{type:"integer"},message:"\
must be integer",schema:m.properties.size.type,parentSchema:m.properties.size,data:t};e===null?e=[n]:e.push(n),
a++}if(typeof t=="number"&&isFinite(t)){if(t>9007199254740991||isNaN(t)){const n={instancePath:i+"/size",schemaPath:"\
#/properties/size/maximum",keyword:"maximum",params:{comparison:"<=",limit:9007199254740991},message:"must be \
<= 9007199254740991",schema:9007199254740991,parentSchema:m.properties.size,data:t};e===null?e=[n]:e.push(n),a++}
if(t<1||isNaN(t)){const n={instancePath:i+"/size",schemaPath:"#/properties/size/minimum",keyword:"minimum",params:{
comparison:">=",limit:1},message:"must be >= 1",schema:1,parentSchema:m.properties.size,data:t};e===null?e=[n]:
e.push(n),a++}}}if(r.version!==void 0&&(f(r.version,{instancePath:i+"/version",parentData:r,parentDataProperty:"\
version",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.decompress!==void 0){
let t=r.decompress;if(!(t==="auto"||t==="none"||t==="gz"||t==="bz2"||t==="xz"||t==="lzma"||t==="zst"||t==="zip"||
t==="tar"||t==="ova")){const n={instancePath:i+"/decompress",schemaPath:"#/properties/decompress/enum",keyword:"\
enum",params:{allowedValues:m.properties.decompress.enum},message:"must be equal to one of the allowed values",
schema:m.properties.decompress.enum,parentSchema:m.properties.decompress,data:t};e===null?e=[n]:e.push(n),a++}}
if(r.member!==void 0){let t=r.member;if(typeof t=="string"){if(h(t)>255){const n={instancePath:i+"/member",schemaPath:"\
#/properties/member/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 cha\
racters",schema:255,parentSchema:m.properties.member,data:t};e===null?e=[n]:e.push(n),a++}if(h(t)<1){const n={
instancePath:i+"/member",schemaPath:"#/properties/member/minLength",keyword:"minLength",params:{limit:1},message:"\
must NOT have fewer than 1 characters",schema:1,parentSchema:m.properties.member,data:t};e===null?e=[n]:e.push(
n),a++}}else{const n={instancePath:i+"/member",schemaPath:"#/properties/member/type",keyword:"type",params:{type:"\
string"},message:"must be string",schema:m.properties.member.type,parentSchema:m.properties.member,data:t};e===
null?e=[n]:e.push(n),a++}}if(r.digest_of!==void 0){let t=r.digest_of;if(!(t==="source"||t==="decompressed")){const n={
instancePath:i+"/digest_of",schemaPath:"#/properties/digest_of/enum",keyword:"enum",params:{allowedValues:m.properties.
digest_of.enum},message:"must be equal to one of the allowed values",schema:m.properties.digest_of.enum,parentSchema:m.
properties.digest_of,data:t};e===null?e=[n]:e.push(n),a++}}if(r.transform!==void 0&&(T(r.transform,{instancePath:i+
"/transform",parentData:r,parentDataProperty:"transform",rootData:p,dynamicAnchors:o})||(e=e===null?T.errors:e.
concat(T.errors),a=e.length)),r.convert!==void 0&&(J(r.convert,{instancePath:i+"/convert",parentData:r,parentDataProperty:"\
convert",rootData:p,dynamicAnchors:o})||(e=e===null?J.errors:e.concat(J.errors),a=e.length)),r.import_from_format!==
void 0){let t=r.import_from_format;if(!(t==="ami"||t==="ari"||t==="aki"||t==="vhd"||t==="vhdx"||t==="vmdk"||t===
"raw"||t==="qcow2"||t==="vdi"||t==="ploop"||t==="iso")){const n={instancePath:i+"/import_from_format",schemaPath:"\
#/properties/import_from_format/enum",keyword:"enum",params:{allowedValues:m.properties.import_from_format.enum},
message:"must be equal to one of the allowed values",schema:m.properties.import_from_format.enum,parentSchema:m.
properties.import_from_format,data:t};e===null?e=[n]:e.push(n),a++}}if(r.public!==void 0){let t=r.public;if(typeof t!=
"boolean"){const n={instancePath:i+"/public",schemaPath:"#/properties/public/type",keyword:"type",params:{type:"\
boolean"},message:"must be boolean",schema:m.properties.public.type,parentSchema:m.properties.public,data:t};e===
null?e=[n]:e.push(n),a++}}if(r.is_public!==void 0){let t=r.is_public;if(typeof t!="boolean"){const n={instancePath:i+
"/is_public",schemaPath:"#/properties/is_public/type",keyword:"type",params:{type:"boolean"},message:"must be \
boolean",schema:m.properties.is_public.type,parentSchema:m.properties.is_public,data:t};e===null?e=[n]:e.push(
n),a++}}if(r.visibility!==void 0){let t=r.visibility;if(!(t==="public"||t==="community"||t==="shared"||t==="pr\
ivate")){const n={instancePath:i+"/visibility",schemaPath:"#/properties/visibility/enum",keyword:"enum",params:{
allowedValues:m.properties.visibility.enum},message:"must be equal to one of the allowed values",schema:m.properties.
visibility.enum,parentSchema:m.properties.visibility,data:t};e===null?e=[n]:e.push(n),a++}}if(r.protected!==void 0){
let t=r.protected;if(typeof t!="boolean"){const n={instancePath:i+"/protected",schemaPath:"#/properties/protec\
ted/type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:m.properties.protected.type,
parentSchema:m.properties.protected,data:t};e===null?e=[n]:e.push(n),a++}}if(r.is_protected!==void 0){let t=r.
is_protected;if(typeof t!="boolean"){const n={instancePath:i+"/is_protected",schemaPath:"#/properties/is_prote\
cted/type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:m.properties.is_protected.type,
parentSchema:m.properties.is_protected,data:t};e===null?e=[n]:e.push(n),a++}}if(r.hidden!==void 0){let t=r.hidden;
if(typeof t!="boolean"){const n={instancePath:i+"/hidden",schemaPath:"#/properties/hidden/type",keyword:"type",
params:{type:"boolean"},message:"must be boolean",schema:m.properties.hidden.type,parentSchema:m.properties.hidden,
data:t};e===null?e=[n]:e.push(n),a++}}if(r.os_hidden!==void 0){let t=r.os_hidden;if(typeof t!="boolean"){const n={
instancePath:i+"/os_hidden",schemaPath:"#/properties/os_hidden/type",keyword:"type",params:{type:"boolean"},message:"\
must be boolean",schema:m.properties.os_hidden.type,parentSchema:m.properties.os_hidden,data:t};e===null?e=[n]:
e.push(n),a++}}if(r.is_hidden!==void 0){let t=r.is_hidden;if(typeof t!="boolean"){const n={instancePath:i+"/is\
_hidden",schemaPath:"#/properties/is_hidden/type",keyword:"type",params:{type:"boolean"},message:"must be bool\
ean",schema:m.properties.is_hidden.type,parentSchema:m.properties.is_hidden,data:t};e===null?e=[n]:e.push(n),a++}}
if(r.status!==void 0){let t=r.status;if(!(t==="active"||t==="deactivated")){const n={instancePath:i+"/status",
schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues:m.properties.status.enum},message:"\
must be equal to one of the allowed values",schema:m.properties.status.enum,parentSchema:m.properties.status,data:t};
e===null?e=[n]:e.push(n),a++}}if(r.min_disk!==void 0){let t=r.min_disk;if(!(typeof t=="number"&&!(t%1)&&!isNaN(
t)&&isFinite(t))){const n={instancePath:i+"/min_disk",schemaPath:"#/properties/min_disk/type",keyword:"type",params:{
type:"integer"},message:"must be integer",schema:m.properties.min_disk.type,parentSchema:m.properties.min_disk,
data:t};e===null?e=[n]:e.push(n),a++}if(typeof t=="number"&&isFinite(t)){if(t>2147483647||isNaN(t)){const n={instancePath:i+
"/min_disk",schemaPath:"#/properties/min_disk/maximum",keyword:"maximum",params:{comparison:"<=",limit:2147483647},
message:"must be <= 2147483647",schema:2147483647,parentSchema:m.properties.min_disk,data:t};e===null?e=[n]:e.
push(n),a++}if(t<0||isNaN(t)){const n={instancePath:i+"/min_disk",schemaPath:"#/properties/min_disk/minimum",keyword:"\
minimum",params:{comparison:">=",limit:0},message:"must be >= 0",schema:0,parentSchema:m.properties.min_disk,data:t};
e===null?e=[n]:e.push(n),a++}}}if(r.min_ram!==void 0){let t=r.min_ram;if(!(typeof t=="number"&&!(t%1)&&!isNaN(
t)&&isFinite(t))){const n={instancePath:i+"/min_ram",schemaPath:"#/properties/min_ram/type",keyword:"type",params:{
type:"integer"},message:"must be integer",schema:m.properties.min_ram.type,parentSchema:m.properties.min_ram,data:t};
e===null?e=[n]:e.push(n),a++}if(typeof t=="number"&&isFinite(t)){if(t>2147483647||isNaN(t)){const n={instancePath:i+
"/min_ram",schemaPath:"#/properties/min_ram/maximum",keyword:"maximum",params:{comparison:"<=",limit:2147483647},
message:"must be <= 2147483647",schema:2147483647,parentSchema:m.properties.min_ram,data:t};e===null?e=[n]:e.push(
n),a++}if(t<0||isNaN(t)){const n={instancePath:i+"/min_ram",schemaPath:"#/properties/min_ram/minimum",keyword:"\
minimum",params:{comparison:">=",limit:0},message:"must be >= 0",schema:0,parentSchema:m.properties.min_ram,data:t};
e===null?e=[n]:e.push(n),a++}}}if(r.owner!==void 0&&(K(r.owner,{instancePath:i+"/owner",parentData:r,parentDataProperty:"\
owner",rootData:p,dynamicAnchors:o})||(e=e===null?K.errors:e.concat(K.errors),a=e.length)),r.description!==void 0){
let t=r.description;if(typeof t=="string"){if(h(t)>65535){const n={instancePath:i+"/description",schemaPath:"#\
/properties/description/maxLength",keyword:"maxLength",params:{limit:65535},message:"must NOT have more than 6\
5535 characters",schema:65535,parentSchema:m.properties.description,data:t};e===null?e=[n]:e.push(n),a++}}else{
const n={instancePath:i+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type:"\
string"},message:"must be string",schema:m.properties.description.type,parentSchema:m.properties.description,data:t};
e===null?e=[n]:e.push(n),a++}}if(r.tags!==void 0){let t=r.tags;if(Array.isArray(t)){const n=t.length;for(let c=0;c<
n;c++)f(t[c],{instancePath:i+"/tags/"+c,parentData:t,parentDataProperty:c,rootData:p,dynamicAnchors:o})||(e=e===
null?f.errors:e.concat(f.errors),a=e.length)}else{const n={instancePath:i+"/tags",schemaPath:"#/properties/tag\
s/type",keyword:"type",params:{type:"array"},message:"must be array",schema:m.properties.tags.type,parentSchema:m.
properties.tags,data:t};e===null?e=[n]:e.push(n),a++}}if(r.properties!==void 0){let t=r.properties;if(t&&typeof t==
"object"&&!Array.isArray(t)){for(const n in t){const c=a;if(typeof n=="string"){if(h(n)>255){const g={instancePath:i+
"/properties",schemaPath:"#/properties/properties/propertyNames/maxLength",keyword:"maxLength",params:{limit:255},
message:"must NOT have more than 255 characters",schema:255,parentSchema:m.properties.properties.propertyNames,
data:n,propertyName:n};e===null?e=[g]:e.push(g),a++}if(h(n)<1){const g={instancePath:i+"/properties",schemaPath:"\
#/properties/properties/propertyNames/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have f\
ewer than 1 characters",schema:1,parentSchema:m.properties.properties.propertyNames,data:n,propertyName:n};e===
null?e=[g]:e.push(g),a++}}var s=c===a;if(!s){const g={instancePath:i+"/properties",schemaPath:"#/properties/pr\
operties/propertyNames",keyword:"propertyNames",params:{propertyName:n},message:"property name must be valid",
schema:m.properties.properties.propertyNames,parentSchema:m.properties.properties,data:t};e===null?e=[g]:e.push(
g),a++}}for(const n in t)Q(t[n],{instancePath:i+"/properties/"+n.replace(/~/g,"~0").replace(/\//g,"~1"),parentData:t,
parentDataProperty:n,rootData:p,dynamicAnchors:o})||(e=e===null?Q.errors:e.concat(Q.errors),a=e.length)}else{const n={
instancePath:i+"/properties",schemaPath:"#/properties/properties/type",keyword:"type",params:{type:"object"},message:"\
must be object",schema:m.properties.properties.type,parentSchema:m.properties.properties,data:t};e===null?e=[n]:
e.push(n),a++}}if(r.properties_mode!==void 0){let t=r.properties_mode;if(!(t==="merge"||t==="exact")){const n={
instancePath:i+"/properties_mode",schemaPath:"#/properties/properties_mode/enum",keyword:"enum",params:{allowedValues:m.
properties.properties_mode.enum},message:"must be equal to one of the allowed values",schema:m.properties.properties_mode.
enum,parentSchema:m.properties.properties_mode,data:t};e===null?e=[n]:e.push(n),a++}}if(r.members!==void 0){let t=r.
members;if(Array.isArray(t)){const n=t.length;for(let c=0;c<n;c++)E(t[c],{instancePath:i+"/members/"+c,parentData:t,
parentDataProperty:c,rootData:p,dynamicAnchors:o})||(e=e===null?E.errors:e.concat(E.errors),a=e.length)}else{const n={
instancePath:i+"/members",schemaPath:"#/properties/members/type",keyword:"type",params:{type:"array"},message:"\
must be array",schema:m.properties.members.type,parentSchema:m.properties.members,data:t};e===null?e=[n]:e.push(
n),a++}}if(r.can_share!==void 0){let t=r.can_share;if(typeof t!="boolean"){const n={instancePath:i+"/can_share",
schemaPath:"#/properties/can_share/type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:m.
properties.can_share.type,parentSchema:m.properties.can_share,data:t};e===null?e=[n]:e.push(n),a++}}if(r.stores!==
void 0){let t=r.stores;if(Array.isArray(t)){if(t.length<1){const c={instancePath:i+"/stores",schemaPath:"#/pro\
perties/stores/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items",schema:1,
parentSchema:m.properties.stores,data:t};e===null?e=[c]:e.push(c),a++}const n=t.length;for(let c=0;c<n;c++)f(t[c],
{instancePath:i+"/stores/"+c,parentData:t,parentDataProperty:c,rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:
e.concat(f.errors),a=e.length)}else{const n={instancePath:i+"/stores",schemaPath:"#/properties/stores/type",keyword:"\
type",params:{type:"array"},message:"must be array",schema:m.properties.stores.type,parentSchema:m.properties.
stores,data:t};e===null?e=[n]:e.push(n),a++}}if(r.method!==void 0){let t=r.method;if(!(t==="upload"||t==="stag\
e"||t==="web-download")){const n={instancePath:i+"/method",schemaPath:"#/properties/method/enum",keyword:"enum",
params:{allowedValues:m.properties.method.enum},message:"must be equal to one of the allowed values",schema:m.
properties.method.enum,parentSchema:m.properties.method,data:t};e===null?e=[n]:e.push(n),a++}}if(r.checks!==void 0){
let t=r.checks;if(Array.isArray(t)){const n=t.length;for(let c=0;c<n;c++)X(t[c],{instancePath:i+"/checks/"+c,parentData:t,
parentDataProperty:c,rootData:p,dynamicAnchors:o})||(e=e===null?X.errors:e.concat(X.errors),a=e.length)}else{const n={
instancePath:i+"/checks",schemaPath:"#/properties/checks/type",keyword:"type",params:{type:"array"},message:"m\
ust be array",schema:m.properties.checks.type,parentSchema:m.properties.checks,data:t};e===null?e=[n]:e.push(n),
a++}}if(r.expired!==void 0){let t=r.expired;if(!(t==="keep"||t==="prune"||t==="hide"||t==="deactivate"||t==="d\
elete")){const n={instancePath:i+"/expired",schemaPath:"#/properties/expired/enum",keyword:"enum",params:{allowedValues:m.
properties.expired.enum},message:"must be equal to one of the allowed values",schema:m.properties.expired.enum,
parentSchema:m.properties.expired,data:t};e===null?e=[n]:e.push(n),a++}}if(r.allow_unsafe!==void 0){let t=r.allow_unsafe;
if(Array.isArray(t)){const n=t.length;for(let c=0;c<n;c++)Y(t[c],{instancePath:i+"/allow_unsafe/"+c,parentData:t,
parentDataProperty:c,rootData:p,dynamicAnchors:o})||(e=e===null?Y.errors:e.concat(Y.errors),a=e.length)}else{const n={
instancePath:i+"/allow_unsafe",schemaPath:"#/properties/allow_unsafe/type",keyword:"type",params:{type:"array"},
message:"must be array",schema:m.properties.allow_unsafe.type,parentSchema:m.properties.allow_unsafe,data:t};e===
null?e=[n]:e.push(n),a++}}if(r.backup!==void 0&&(te(r.backup,{instancePath:i+"/backup",parentData:r,parentDataProperty:"\
backup",rootData:p,dynamicAnchors:o})||(e=e===null?te.errors:e.concat(te.errors),a=e.length)),r.prevent_delete!==
void 0){let t=r.prevent_delete;if(typeof t!="boolean"){const n={instancePath:i+"/prevent_delete",schemaPath:"#\
/properties/prevent_delete/type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:m.properties.
prevent_delete.type,parentSchema:m.properties.prevent_delete,data:t};e===null?e=[n]:e.push(n),a++}}if(r.prevent_replace!==
void 0){let t=r.prevent_replace;if(typeof t!="boolean"){const n={instancePath:i+"/prevent_replace",schemaPath:"\
#/properties/prevent_replace/type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:m.properties.
prevent_replace.type,parentSchema:m.properties.prevent_replace,data:t};e===null?e=[n]:e.push(n),a++}}if(r.adopt!==
void 0){let t=r.adopt;if(typeof t!="boolean"){const n={instancePath:i+"/adopt",schemaPath:"#/properties/adopt/\
type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:m.properties.adopt.type,parentSchema:m.
properties.adopt,data:t};e===null?e=[n]:e.push(n),a++}}if(r.timeout!==void 0){let t=r.timeout;if(!(typeof t=="\
number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){const n={instancePath:i+"/timeout",schemaPath:"#/properties/timeout/\
type",keyword:"type",params:{type:"integer"},message:"must be integer",schema:m.properties.timeout.type,parentSchema:m.
properties.timeout,data:t};e===null?e=[n]:e.push(n),a++}if(typeof t=="number"&&isFinite(t)){if(t>2147483||isNaN(
t)){const n={instancePath:i+"/timeout",schemaPath:"#/properties/timeout/maximum",keyword:"maximum",params:{comparison:"\
<=",limit:2147483},message:"must be <= 2147483",schema:2147483,parentSchema:m.properties.timeout,data:t};e===null?
e=[n]:e.push(n),a++}if(t<1||isNaN(t)){const n={instancePath:i+"/timeout",schemaPath:"#/properties/timeout/mini\
mum",keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1",schema:1,parentSchema:m.properties.
timeout,data:t};e===null?e=[n]:e.push(n),a++}}}if(r.wait_timeout!==void 0){let t=r.wait_timeout;if(!(typeof t==
"number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){const n={instancePath:i+"/wait_timeout",schemaPath:"#/properties/wa\
it_timeout/type",keyword:"type",params:{type:"integer"},message:"must be integer",schema:m.properties.wait_timeout.
type,parentSchema:m.properties.wait_timeout,data:t};e===null?e=[n]:e.push(n),a++}if(typeof t=="number"&&isFinite(
t)){if(t>2147483||isNaN(t)){const n={instancePath:i+"/wait_timeout",schemaPath:"#/properties/wait_timeout/maxi\
mum",keyword:"maximum",params:{comparison:"<=",limit:2147483},message:"must be <= 2147483",schema:2147483,parentSchema:m.
properties.wait_timeout,data:t};e===null?e=[n]:e.push(n),a++}if(t<1||isNaN(t)){const n={instancePath:i+"/wait_\
timeout",schemaPath:"#/properties/wait_timeout/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"\
must be >= 1",schema:1,parentSchema:m.properties.wait_timeout,data:t};e===null?e=[n]:e.push(n),a++}}}}else{const t={
instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object",schema:m.type,
parentSchema:m,data:r};e===null?e=[t]:e.push(t),a++}return k.errors=e,a===0}k.evaluated={props:!0,dynamicProps:!1,
dynamicItems:!1};const j={type:["object","null"],additionalProperties:!1,properties:{prune:{enum:["never","hid\
e","deactivate","delete"]},prune_then:{$ref:"#/$defs/stages"},stages_apart:{$ref:"#/$defs/age"},max_deletes:{$ref:"\
#/$defs/limit"},max_replaces:{$ref:"#/$defs/limit"},settings_only:{type:"boolean"},require_checksum:{type:"boo\
lean"},may_publish:{type:"boolean"},quotas:{type:["object","null"],additionalProperties:!1,properties:{properties:{
$ref:"#/$defs/quota"},tags:{$ref:"#/$defs/quota"},members:{$ref:"#/$defs/quota"}}}}},de={type:["integer","stri\
ng"],minimum:0,maximum:2147483647,pattern:"^(100|[1-9]?[0-9])%$",patternErrorMessage:"a number, or a share fro\
m 0% to 100%"},Ge=new RegExp("^(100|[1-9]?[0-9])%$","u");function se(r,{instancePath:i="",parentData:b,parentDataProperty:$,
rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=se.evaluated;if(l.dynamicProps&&(l.props=void 0),
l.dynamicItems&&(l.items=void 0),!(typeof r=="number"&&!(r%1)&&!isNaN(r)&&isFinite(r))&&typeof r!="string"){const s={
instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:de.type},message:"must be integer,string",schema:de.
type,parentSchema:de,data:r};e===null?e=[s]:e.push(s),a++}if(typeof r=="number"&&isFinite(r)){if(r>2147483647||
isNaN(r)){const s={instancePath:i,schemaPath:"#/maximum",keyword:"maximum",params:{comparison:"<=",limit:2147483647},
message:"must be <= 2147483647",schema:2147483647,parentSchema:de,data:r};e===null?e=[s]:e.push(s),a++}if(r<0||
isNaN(r)){const s={instancePath:i,schemaPath:"#/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"\
must be >= 0",schema:0,parentSchema:de,data:r};e===null?e=[s]:e.push(s),a++}}if(typeof r=="string"&&!Ge.test(r)){
const s={instancePath:i,schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"^(100|[1-9]?[0-9])%$"},message:'\
must match pattern "^(100|[1-9]?[0-9])%$"',schema:"^(100|[1-9]?[0-9])%$",parentSchema:de,data:r};e===null?e=[s]:
e.push(s),a++}return se.errors=e,a===0}se.evaluated={dynamicProps:!1,dynamicItems:!1};const ye={type:["integer",
"string"],minimum:0,maximum:2147483647,pattern:"^unlimited$",patternErrorMessage:"a number, or `unlimited`"},He=new RegExp(
"^unlimited$","u");function A(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){
let e=null,a=0;const l=A.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),!(typeof r==
"number"&&!(r%1)&&!isNaN(r)&&isFinite(r))&&typeof r!="string"){const s={instancePath:i,schemaPath:"#/type",keyword:"\
type",params:{type:ye.type},message:"must be integer,string",schema:ye.type,parentSchema:ye,data:r};e===null?e=
[s]:e.push(s),a++}if(typeof r=="number"&&isFinite(r)){if(r>2147483647||isNaN(r)){const s={instancePath:i,schemaPath:"\
#/maximum",keyword:"maximum",params:{comparison:"<=",limit:2147483647},message:"must be <= 2147483647",schema:2147483647,
parentSchema:ye,data:r};e===null?e=[s]:e.push(s),a++}if(r<0||isNaN(r)){const s={instancePath:i,schemaPath:"#/m\
inimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0",schema:0,parentSchema:ye,data:r};
e===null?e=[s]:e.push(s),a++}}if(typeof r=="string"&&!He.test(r)){const s={instancePath:i,schemaPath:"#/patter\
n",keyword:"pattern",params:{pattern:"^unlimited$"},message:'must match pattern "^unlimited$"',schema:"^unlimi\
ted$",parentSchema:ye,data:r};e===null?e=[s]:e.push(s),a++}return A.errors=e,a===0}A.evaluated={dynamicProps:!1,
dynamicItems:!1};function ge(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){
let e=null,a=0;const l=ge.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),!(r&&
typeof r=="object"&&!Array.isArray(r))&&r!==null){const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{
type:j.type},message:"must be object,null",schema:j.type,parentSchema:j,data:r};e===null?e=[s]:e.push(s),a++}if(r&&
typeof r=="object"&&!Array.isArray(r)){for(const s in r)if(!ae.call(j.properties,s)){const t={instancePath:i,schemaPath:"\
#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:s},message:"must NOT have ad\
ditional properties",schema:!1,parentSchema:j,data:r};e===null?e=[t]:e.push(t),a++}if(r.prune!==void 0){let s=r.
prune;if(!(s==="never"||s==="hide"||s==="deactivate"||s==="delete")){const t={instancePath:i+"/prune",schemaPath:"\
#/properties/prune/enum",keyword:"enum",params:{allowedValues:j.properties.prune.enum},message:"must be equal \
to one of the allowed values",schema:j.properties.prune.enum,parentSchema:j.properties.prune,data:s};e===null?
e=[t]:e.push(t),a++}}if(r.prune_then!==void 0&&(re(r.prune_then,{instancePath:i+"/prune_then",parentData:r,parentDataProperty:"\
prune_then",rootData:p,dynamicAnchors:o})||(e=e===null?re.errors:e.concat(re.errors),a=e.length)),r.stages_apart!==
void 0&&(ee(r.stages_apart,{instancePath:i+"/stages_apart",parentData:r,parentDataProperty:"stages_apart",rootData:p,
dynamicAnchors:o})||(e=e===null?ee.errors:e.concat(ee.errors),a=e.length)),r.max_deletes!==void 0&&(se(r.max_deletes,
{instancePath:i+"/max_deletes",parentData:r,parentDataProperty:"max_deletes",rootData:p,dynamicAnchors:o})||(e=
e===null?se.errors:e.concat(se.errors),a=e.length)),r.max_replaces!==void 0&&(se(r.max_replaces,{instancePath:i+
"/max_replaces",parentData:r,parentDataProperty:"max_replaces",rootData:p,dynamicAnchors:o})||(e=e===null?se.errors:
e.concat(se.errors),a=e.length)),r.settings_only!==void 0){let s=r.settings_only;if(typeof s!="boolean"){const t={
instancePath:i+"/settings_only",schemaPath:"#/properties/settings_only/type",keyword:"type",params:{type:"bool\
ean"},message:"must be boolean",schema:j.properties.settings_only.type,parentSchema:j.properties.settings_only,
data:s};e===null?e=[t]:e.push(t),a++}}if(r.require_checksum!==void 0){let s=r.require_checksum;if(typeof s!="b\
oolean"){const t={instancePath:i+"/require_checksum",schemaPath:"#/properties/require_checksum/type",keyword:"\
type",params:{type:"boolean"},message:"must be boolean",schema:j.properties.require_checksum.type,parentSchema:j.
properties.require_checksum,data:s};e===null?e=[t]:e.push(t),a++}}if(r.may_publish!==void 0){let s=r.may_publish;
if(typeof s!="boolean"){const t={instancePath:i+"/may_publish",schemaPath:"#/properties/may_publish/type",keyword:"\
type",params:{type:"boolean"},message:"must be boolean",schema:j.properties.may_publish.type,parentSchema:j.properties.
may_publish,data:s};e===null?e=[t]:e.push(t),a++}}if(r.quotas!==void 0){let s=r.quotas;if(!(s&&typeof s=="obje\
ct"&&!Array.isArray(s))&&s!==null){const t={instancePath:i+"/quotas",schemaPath:"#/properties/quotas/type",keyword:"\
type",params:{type:j.properties.quotas.type},message:"must be object,null",schema:j.properties.quotas.type,parentSchema:j.
properties.quotas,data:s};e===null?e=[t]:e.push(t),a++}if(s&&typeof s=="object"&&!Array.isArray(s)){for(const t in s)
if(!(t==="properties"||t==="tags"||t==="members")){const n={instancePath:i+"/quotas",schemaPath:"#/properties/\
quotas/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:t},message:"must NOT ha\
ve additional properties",schema:!1,parentSchema:j.properties.quotas,data:s};e===null?e=[n]:e.push(n),a++}s.properties!==
void 0&&(A(s.properties,{instancePath:i+"/quotas/properties",parentData:s,parentDataProperty:"properties",rootData:p,
dynamicAnchors:o})||(e=e===null?A.errors:e.concat(A.errors),a=e.length)),s.tags!==void 0&&(A(s.tags,{instancePath:i+
"/quotas/tags",parentData:s,parentDataProperty:"tags",rootData:p,dynamicAnchors:o})||(e=e===null?A.errors:e.concat(
A.errors),a=e.length)),s.members!==void 0&&(A(s.members,{instancePath:i+"/quotas/members",parentData:s,parentDataProperty:"\
members",rootData:p,dynamicAnchors:o})||(e=e===null?A.errors:e.concat(A.errors),a=e.length))}}}return ge.errors=
e,a===0}ge.evaluated={props:!0,dynamicProps:!1,dynamicItems:!1};const ie={$ref:"#/$defs/image",type:"object",properties:{
name:!0},required:["name"]};function be(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){
let e=null,a=0;const l=be.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),k(r,{
instancePath:i,parentData:b,parentDataProperty:$,rootData:p,dynamicAnchors:o})||(e=e===null?k.errors:e.concat(
k.errors),a=e.length),r&&typeof r=="object"&&!Array.isArray(r)){if(r.name===void 0){const s={instancePath:i,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:"name"},message:"must have required property 'name'",schema:ie.
required,parentSchema:ie,data:r};e===null?e=[s]:e.push(s),a++}}else{const s={instancePath:i,schemaPath:"#/type",
keyword:"type",params:{type:"object"},message:"must be object",schema:ie.type,parentSchema:ie,data:r};e===null?
e=[s]:e.push(s),a++}return be.errors=e,a===0}be.evaluated={props:!0,dynamicProps:!1,dynamicItems:!1};const w={
type:["object","null"],additionalProperties:!1,properties:{cache:{$ref:"#/$defs/path"},image_name:{$ref:"#/$de\
fs/line"},properties:{enum:["vmcatcher","appliance","cloudkeeper","none"]},expired:{enum:["keep","hide","deact\
ivate","delete"]},image:{$ref:"#/$defs/image",type:"object",properties:{name:!1,id:!1,previously:!1,adopt:!1,state:!1,
source:!1,location:!1,file:!1,checksum:!1,size:!1,version:!1}}}};function $e(r,{instancePath:i="",parentData:b,
parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=$e.evaluated;if(l.dynamicProps&&
(l.props=void 0),l.dynamicItems&&(l.items=void 0),!(r&&typeof r=="object"&&!Array.isArray(r))&&r!==null){const s={
instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:w.type},message:"must be object,null",schema:w.
type,parentSchema:w,data:r};e===null?e=[s]:e.push(s),a++}if(r&&typeof r=="object"&&!Array.isArray(r)){for(const s in r)
if(!(s==="cache"||s==="image_name"||s==="properties"||s==="expired"||s==="image")){const t={instancePath:i,schemaPath:"\
#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:s},message:"must NOT have ad\
ditional properties",schema:!1,parentSchema:w,data:r};e===null?e=[t]:e.push(t),a++}if(r.cache!==void 0&&(d(r.cache,
{instancePath:i+"/cache",parentData:r,parentDataProperty:"cache",rootData:p,dynamicAnchors:o})||(e=e===null?d.
errors:e.concat(d.errors),a=e.length)),r.image_name!==void 0&&(f(r.image_name,{instancePath:i+"/image_name",parentData:r,
parentDataProperty:"image_name",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),
r.properties!==void 0){let s=r.properties;if(!(s==="vmcatcher"||s==="appliance"||s==="cloudkeeper"||s==="none")){
const t={instancePath:i+"/properties",schemaPath:"#/properties/properties/enum",keyword:"enum",params:{allowedValues:w.
properties.properties.enum},message:"must be equal to one of the allowed values",schema:w.properties.properties.
enum,parentSchema:w.properties.properties,data:s};e===null?e=[t]:e.push(t),a++}}if(r.expired!==void 0){let s=r.
expired;if(!(s==="keep"||s==="hide"||s==="deactivate"||s==="delete")){const t={instancePath:i+"/expired",schemaPath:"\
#/properties/expired/enum",keyword:"enum",params:{allowedValues:w.properties.expired.enum},message:"must be eq\
ual to one of the allowed values",schema:w.properties.expired.enum,parentSchema:w.properties.expired,data:s};e===
null?e=[t]:e.push(t),a++}}if(r.image!==void 0){let s=r.image;if(k(s,{instancePath:i+"/image",parentData:r,parentDataProperty:"\
image",rootData:p,dynamicAnchors:o})||(e=e===null?k.errors:e.concat(k.errors),a=e.length),s&&typeof s=="object"&&
!Array.isArray(s)){if(s.name!==void 0){const t={instancePath:i+"/image/name",schemaPath:"#/properties/image/pr\
operties/name/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:!1,parentSchema:w.
properties.image.properties.name,data:s.name};e===null?e=[t]:e.push(t),a++}if(s.id!==void 0){const t={instancePath:i+
"/image/id",schemaPath:"#/properties/image/properties/id/false schema",keyword:"false schema",params:{},message:"\
boolean schema is false",schema:!1,parentSchema:w.properties.image.properties.id,data:s.id};e===null?e=[t]:e.push(
t),a++}if(s.previously!==void 0){const t={instancePath:i+"/image/previously",schemaPath:"#/properties/image/pr\
operties/previously/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:!1,
parentSchema:w.properties.image.properties.previously,data:s.previously};e===null?e=[t]:e.push(t),a++}if(s.adopt!==
void 0){const t={instancePath:i+"/image/adopt",schemaPath:"#/properties/image/properties/adopt/false schema",keyword:"\
false schema",params:{},message:"boolean schema is false",schema:!1,parentSchema:w.properties.image.properties.
adopt,data:s.adopt};e===null?e=[t]:e.push(t),a++}if(s.state!==void 0){const t={instancePath:i+"/image/state",schemaPath:"\
#/properties/image/properties/state/false schema",keyword:"false schema",params:{},message:"boolean schema is \
false",schema:!1,parentSchema:w.properties.image.properties.state,data:s.state};e===null?e=[t]:e.push(t),a++}if(s.
source!==void 0){const t={instancePath:i+"/image/source",schemaPath:"#/properties/image/properties/source/fals\
e schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:!1,parentSchema:w.properties.
image.properties.source,data:s.source};e===null?e=[t]:e.push(t),a++}if(s.location!==void 0){const t={instancePath:i+
"/image/location",schemaPath:"#/properties/image/properties/location/false schema",keyword:"false schema",params:{},
message:"boolean schema is false",schema:!1,parentSchema:w.properties.image.properties.location,data:s.location};
e===null?e=[t]:e.push(t),a++}if(s.file!==void 0){const t={instancePath:i+"/image/file",schemaPath:"#/propertie\
s/image/properties/file/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:!1,
parentSchema:w.properties.image.properties.file,data:s.file};e===null?e=[t]:e.push(t),a++}if(s.checksum!==void 0){
const t={instancePath:i+"/image/checksum",schemaPath:"#/properties/image/properties/checksum/false schema",keyword:"\
false schema",params:{},message:"boolean schema is false",schema:!1,parentSchema:w.properties.image.properties.
checksum,data:s.checksum};e===null?e=[t]:e.push(t),a++}if(s.size!==void 0){const t={instancePath:i+"/image/siz\
e",schemaPath:"#/properties/image/properties/size/false schema",keyword:"false schema",params:{},message:"bool\
ean schema is false",schema:!1,parentSchema:w.properties.image.properties.size,data:s.size};e===null?e=[t]:e.push(
t),a++}if(s.version!==void 0){const t={instancePath:i+"/image/version",schemaPath:"#/properties/image/properti\
es/version/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:!1,parentSchema:w.
properties.image.properties.version,data:s.version};e===null?e=[t]:e.push(t),a++}}else{const t={instancePath:i+
"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type:"object"},message:"must be object",schema:w.
properties.image.type,parentSchema:w.properties.image,data:s};e===null?e=[t]:e.push(t),a++}}}return $e.errors=
e,a===0}$e.evaluated={props:!0,dynamicProps:!1,dynamicItems:!1};const y={type:"object",additionalProperties:!1,
properties:{url:{$ref:"#/$defs/document"},trust:{$ref:"#/$defs/trust"},identifier:{$ref:"#/$defs/line"},vmlist:{
type:["string","array"],minLength:1,maxLength:4096,minItems:1,items:{$ref:"#/$defs/line"}},marketplace:{$ref:"\
#/$defs/path"},endorsers:{type:"array",minItems:1,items:{type:"string",minLength:1,maxLength:1024}},ca:{$ref:"\
#/$defs/path"},select:{type:["string","object"],pattern:"^all$",patternErrorMessage:"`all`, or a mapping with \
`identifiers` or `attributes`",additionalProperties:!1,minProperties:1,maxProperties:1,properties:{identifiers:{
type:"array",minItems:1,items:{$ref:"#/$defs/line"}},attributes:{type:"object",minProperties:1,additionalProperties:{
type:"string"}}}},image_name:{$ref:"#/$defs/line"},properties:{enum:["vmcatcher","appliance","cloudkeeper","no\
ne"]},expired:{enum:["keep","prune","hide","deactivate","delete"]},image:{$ref:"#/$defs/image",type:"object",properties:{
name:!1,id:!1,previously:!1,adopt:!1,state:!1,source:!1,location:!1,file:!1,checksum:!1,size:!1,version:!1}}}},
Je=new RegExp("^all$","u");function ve(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){
let e=null,a=0;const l=ve.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),r&&typeof r==
"object"&&!Array.isArray(r)){for(const s in r)if(!ae.call(y.properties,s)){const t={instancePath:i,schemaPath:"\
#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:s},message:"must NOT have ad\
ditional properties",schema:!1,parentSchema:y,data:r};e===null?e=[t]:e.push(t),a++}if(r.url!==void 0&&(x(r.url,
{instancePath:i+"/url",parentData:r,parentDataProperty:"url",rootData:p,dynamicAnchors:o})||(e=e===null?x.errors:
e.concat(x.errors),a=e.length)),r.trust!==void 0&&(B(r.trust,{instancePath:i+"/trust",parentData:r,parentDataProperty:"\
trust",rootData:p,dynamicAnchors:o})||(e=e===null?B.errors:e.concat(B.errors),a=e.length)),r.identifier!==void 0&&
(f(r.identifier,{instancePath:i+"/identifier",parentData:r,parentDataProperty:"identifier",rootData:p,dynamicAnchors:o})||
(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.vmlist!==void 0){let s=r.vmlist;if(typeof s!="string"&&
!Array.isArray(s)){const t={instancePath:i+"/vmlist",schemaPath:"#/properties/vmlist/type",keyword:"type",params:{
type:y.properties.vmlist.type},message:"must be string,array",schema:y.properties.vmlist.type,parentSchema:y.properties.
vmlist,data:s};e===null?e=[t]:e.push(t),a++}if(typeof s=="string"){if(h(s)>4096){const t={instancePath:i+"/vml\
ist",schemaPath:"#/properties/vmlist/maxLength",keyword:"maxLength",params:{limit:4096},message:"must NOT have\
 more than 4096 characters",schema:4096,parentSchema:y.properties.vmlist,data:s};e===null?e=[t]:e.push(t),a++}
if(h(s)<1){const t={instancePath:i+"/vmlist",schemaPath:"#/properties/vmlist/minLength",keyword:"minLength",params:{
limit:1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:y.properties.vmlist,data:s};e===
null?e=[t]:e.push(t),a++}}if(Array.isArray(s)){if(s.length<1){const n={instancePath:i+"/vmlist",schemaPath:"#/\
properties/vmlist/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items",schema:1,
parentSchema:y.properties.vmlist,data:s};e===null?e=[n]:e.push(n),a++}const t=s.length;for(let n=0;n<t;n++)f(s[n],
{instancePath:i+"/vmlist/"+n,parentData:s,parentDataProperty:n,rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:
e.concat(f.errors),a=e.length)}}if(r.marketplace!==void 0&&(d(r.marketplace,{instancePath:i+"/marketplace",parentData:r,
parentDataProperty:"marketplace",rootData:p,dynamicAnchors:o})||(e=e===null?d.errors:e.concat(d.errors),a=e.length)),
r.endorsers!==void 0){let s=r.endorsers;if(Array.isArray(s)){if(s.length<1){const n={instancePath:i+"/endorser\
s",schemaPath:"#/properties/endorsers/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have few\
er than 1 items",schema:1,parentSchema:y.properties.endorsers,data:s};e===null?e=[n]:e.push(n),a++}const t=s.length;
for(let n=0;n<t;n++){let c=s[n];if(typeof c=="string"){if(h(c)>1024){const g={instancePath:i+"/endorsers/"+n,schemaPath:"\
#/properties/endorsers/items/maxLength",keyword:"maxLength",params:{limit:1024},message:"must NOT have more th\
an 1024 characters",schema:1024,parentSchema:y.properties.endorsers.items,data:c};e===null?e=[g]:e.push(g),a++}
if(h(c)<1){const g={instancePath:i+"/endorsers/"+n,schemaPath:"#/properties/endorsers/items/minLength",keyword:"\
minLength",params:{limit:1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:y.properties.
endorsers.items,data:c};e===null?e=[g]:e.push(g),a++}}else{const g={instancePath:i+"/endorsers/"+n,schemaPath:"\
#/properties/endorsers/items/type",keyword:"type",params:{type:"string"},message:"must be string",schema:y.properties.
endorsers.items.type,parentSchema:y.properties.endorsers.items,data:c};e===null?e=[g]:e.push(g),a++}}}else{const t={
instancePath:i+"/endorsers",schemaPath:"#/properties/endorsers/type",keyword:"type",params:{type:"array"},message:"\
must be array",schema:y.properties.endorsers.type,parentSchema:y.properties.endorsers,data:s};e===null?e=[t]:e.
push(t),a++}}if(r.ca!==void 0&&(d(r.ca,{instancePath:i+"/ca",parentData:r,parentDataProperty:"ca",rootData:p,dynamicAnchors:o})||
(e=e===null?d.errors:e.concat(d.errors),a=e.length)),r.select!==void 0){let s=r.select;if(typeof s!="string"&&
!(s&&typeof s=="object"&&!Array.isArray(s))){const t={instancePath:i+"/select",schemaPath:"#/properties/select\
/type",keyword:"type",params:{type:y.properties.select.type},message:"must be string,object",schema:y.properties.
select.type,parentSchema:y.properties.select,data:s};e===null?e=[t]:e.push(t),a++}if(typeof s=="string"&&!Je.test(
s)){const t={instancePath:i+"/select",schemaPath:"#/properties/select/pattern",keyword:"pattern",params:{pattern:"\
^all$"},message:'must match pattern "^all$"',schema:"^all$",parentSchema:y.properties.select,data:s};e===null?
e=[t]:e.push(t),a++}if(s&&typeof s=="object"&&!Array.isArray(s)){if(Object.keys(s).length>1){const t={instancePath:i+
"/select",schemaPath:"#/properties/select/maxProperties",keyword:"maxProperties",params:{limit:1},message:"mus\
t NOT have more than 1 properties",schema:1,parentSchema:y.properties.select,data:s};e===null?e=[t]:e.push(t),
a++}if(Object.keys(s).length<1){const t={instancePath:i+"/select",schemaPath:"#/properties/select/minPropertie\
s",keyword:"minProperties",params:{limit:1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:y.
properties.select,data:s};e===null?e=[t]:e.push(t),a++}for(const t in s)if(!(t==="identifiers"||t==="attribute\
s")){const n={instancePath:i+"/select",schemaPath:"#/properties/select/additionalProperties",keyword:"addition\
alProperties",params:{additionalProperty:t},message:"must NOT have additional properties",schema:!1,parentSchema:y.
properties.select,data:s};e===null?e=[n]:e.push(n),a++}if(s.identifiers!==void 0){let t=s.identifiers;if(Array.
isArray(t)){if(t.length<1){const c={instancePath:i+"/select/identifiers",schemaPath:"#/properties/select/prope\
rties/identifiers/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items",schema:1,
parentSchema:y.properties.select.properties.identifiers,data:t};e===null?e=[c]:e.push(c),a++}const n=t.length;
for(let c=0;c<n;c++)f(t[c],{instancePath:i+"/select/identifiers/"+c,parentData:t,parentDataProperty:c,rootData:p,
dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)}else{const n={instancePath:i+"/select/\
identifiers",schemaPath:"#/properties/select/properties/identifiers/type",keyword:"type",params:{type:"array"},
message:"must be array",schema:y.properties.select.properties.identifiers.type,parentSchema:y.properties.select.
properties.identifiers,data:t};e===null?e=[n]:e.push(n),a++}}if(s.attributes!==void 0){let t=s.attributes;if(t&&
typeof t=="object"&&!Array.isArray(t)){if(Object.keys(t).length<1){const n={instancePath:i+"/select/attributes",
schemaPath:"#/properties/select/properties/attributes/minProperties",keyword:"minProperties",params:{limit:1},
message:"must NOT have fewer than 1 properties",schema:1,parentSchema:y.properties.select.properties.attributes,
data:t};e===null?e=[n]:e.push(n),a++}for(const n in t){let c=t[n];if(typeof c!="string"){const g={instancePath:i+
"/select/attributes/"+n.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"#/properties/select/properties/attr\
ibutes/additionalProperties/type",keyword:"type",params:{type:"string"},message:"must be string",schema:y.properties.
select.properties.attributes.additionalProperties.type,parentSchema:y.properties.select.properties.attributes.
additionalProperties,data:c};e===null?e=[g]:e.push(g),a++}}}else{const n={instancePath:i+"/select/attributes",
schemaPath:"#/properties/select/properties/attributes/type",keyword:"type",params:{type:"object"},message:"mus\
t be object",schema:y.properties.select.properties.attributes.type,parentSchema:y.properties.select.properties.
attributes,data:t};e===null?e=[n]:e.push(n),a++}}}}if(r.image_name!==void 0&&(f(r.image_name,{instancePath:i+"\
/image_name",parentData:r,parentDataProperty:"image_name",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:
e.concat(f.errors),a=e.length)),r.properties!==void 0){let s=r.properties;if(!(s==="vmcatcher"||s==="appliance"||
s==="cloudkeeper"||s==="none")){const t={instancePath:i+"/properties",schemaPath:"#/properties/properties/enum",
keyword:"enum",params:{allowedValues:y.properties.properties.enum},message:"must be equal to one of the allowe\
d values",schema:y.properties.properties.enum,parentSchema:y.properties.properties,data:s};e===null?e=[t]:e.push(
t),a++}}if(r.expired!==void 0){let s=r.expired;if(!(s==="keep"||s==="prune"||s==="hide"||s==="deactivate"||s===
"delete")){const t={instancePath:i+"/expired",schemaPath:"#/properties/expired/enum",keyword:"enum",params:{allowedValues:y.
properties.expired.enum},message:"must be equal to one of the allowed values",schema:y.properties.expired.enum,
parentSchema:y.properties.expired,data:s};e===null?e=[t]:e.push(t),a++}}if(r.image!==void 0){let s=r.image;if(k(
s,{instancePath:i+"/image",parentData:r,parentDataProperty:"image",rootData:p,dynamicAnchors:o})||(e=e===null?
k.errors:e.concat(k.errors),a=e.length),s&&typeof s=="object"&&!Array.isArray(s)){if(s.name!==void 0){const t={
instancePath:i+"/image/name",schemaPath:"#/properties/image/properties/name/false schema",keyword:"false schem\
a",params:{},message:"boolean schema is false",schema:!1,parentSchema:y.properties.image.properties.name,data:s.
name};e===null?e=[t]:e.push(t),a++}if(s.id!==void 0){const t={instancePath:i+"/image/id",schemaPath:"#/propert\
ies/image/properties/id/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:!1,
parentSchema:y.properties.image.properties.id,data:s.id};e===null?e=[t]:e.push(t),a++}if(s.previously!==void 0){
const t={instancePath:i+"/image/previously",schemaPath:"#/properties/image/properties/previously/false schema",
keyword:"false schema",params:{},message:"boolean schema is false",schema:!1,parentSchema:y.properties.image.properties.
previously,data:s.previously};e===null?e=[t]:e.push(t),a++}if(s.adopt!==void 0){const t={instancePath:i+"/imag\
e/adopt",schemaPath:"#/properties/image/properties/adopt/false schema",keyword:"false schema",params:{},message:"\
boolean schema is false",schema:!1,parentSchema:y.properties.image.properties.adopt,data:s.adopt};e===null?e=[
t]:e.push(t),a++}if(s.state!==void 0){const t={instancePath:i+"/image/state",schemaPath:"#/properties/image/pr\
operties/state/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:!1,parentSchema:y.
properties.image.properties.state,data:s.state};e===null?e=[t]:e.push(t),a++}if(s.source!==void 0){const t={instancePath:i+
"/image/source",schemaPath:"#/properties/image/properties/source/false schema",keyword:"false schema",params:{},
message:"boolean schema is false",schema:!1,parentSchema:y.properties.image.properties.source,data:s.source};e===
null?e=[t]:e.push(t),a++}if(s.location!==void 0){const t={instancePath:i+"/image/location",schemaPath:"#/prope\
rties/image/properties/location/false schema",keyword:"false schema",params:{},message:"boolean schema is fals\
e",schema:!1,parentSchema:y.properties.image.properties.location,data:s.location};e===null?e=[t]:e.push(t),a++}
if(s.file!==void 0){const t={instancePath:i+"/image/file",schemaPath:"#/properties/image/properties/file/false\
 schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:!1,parentSchema:y.properties.
image.properties.file,data:s.file};e===null?e=[t]:e.push(t),a++}if(s.checksum!==void 0){const t={instancePath:i+
"/image/checksum",schemaPath:"#/properties/image/properties/checksum/false schema",keyword:"false schema",params:{},
message:"boolean schema is false",schema:!1,parentSchema:y.properties.image.properties.checksum,data:s.checksum};
e===null?e=[t]:e.push(t),a++}if(s.size!==void 0){const t={instancePath:i+"/image/size",schemaPath:"#/propertie\
s/image/properties/size/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:!1,
parentSchema:y.properties.image.properties.size,data:s.size};e===null?e=[t]:e.push(t),a++}if(s.version!==void 0){
const t={instancePath:i+"/image/version",schemaPath:"#/properties/image/properties/version/false schema",keyword:"\
false schema",params:{},message:"boolean schema is false",schema:!1,parentSchema:y.properties.image.properties.
version,data:s.version};e===null?e=[t]:e.push(t),a++}}else{const t={instancePath:i+"/image",schemaPath:"#/prop\
erties/image/type",keyword:"type",params:{type:"object"},message:"must be object",schema:y.properties.image.type,
parentSchema:y.properties.image,data:s};e===null?e=[t]:e.push(t),a++}}}else{const s={instancePath:i,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},message:"must be object",schema:y.type,parentSchema:y,data:r};e===
null?e=[s]:e.push(s),a++}return ve.errors=e,a===0}ve.evaluated={props:!0,dynamicProps:!1,dynamicItems:!1};const Qe={};
function u(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){return u.
errors=null,!0}u.evaluated={dynamicProps:!1,dynamicItems:!1};function _e(r,{instancePath:i="",parentData:b,parentDataProperty:$,
rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=_e.evaluated;if(l.dynamicProps&&(l.props=void 0),
l.dynamicItems&&(l.items=void 0),!(r&&typeof r=="object"&&!Array.isArray(r))&&r!==null){const s={instancePath:i,
schemaPath:"#/type",keyword:"type",params:{type:P.type},message:"must be object,null",schema:P.type,parentSchema:P,
data:r};e===null?e=[s]:e.push(s),a++}if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.name!==void 0&&(f(r.name,
{instancePath:i+"/name",parentData:r,parentDataProperty:"name",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:
e.concat(f.errors),a=e.length)),r.cloud!==void 0&&(f(r.cloud,{instancePath:i+"/cloud",parentData:r,parentDataProperty:"\
cloud",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.identity!==void 0&&
(ue(r.identity,{instancePath:i+"/identity",parentData:r,parentDataProperty:"identity",rootData:p,dynamicAnchors:o})||
(e=e===null?ue.errors:e.concat(ue.errors),a=e.length)),r.defaults!==void 0){let s=r.defaults;if(k(s,{instancePath:i+
"/defaults",parentData:r,parentDataProperty:"defaults",rootData:p,dynamicAnchors:o})||(e=e===null?k.errors:e.concat(
k.errors),a=e.length),s&&typeof s=="object"&&!Array.isArray(s)){if(s.name!==void 0){const t={instancePath:i+"/\
defaults/name",schemaPath:"#/properties/defaults/properties/name/false schema",keyword:"false schema",params:{},
message:"boolean schema is false",schema:!1,parentSchema:P.properties.defaults.properties.name,data:s.name};e===
null?e=[t]:e.push(t),a++}if(s.id!==void 0){const t={instancePath:i+"/defaults/id",schemaPath:"#/properties/def\
aults/properties/id/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:!1,
parentSchema:P.properties.defaults.properties.id,data:s.id};e===null?e=[t]:e.push(t),a++}if(s.previously!==void 0){
const t={instancePath:i+"/defaults/previously",schemaPath:"#/properties/defaults/properties/previously/false s\
chema",keyword:"false schema",params:{},message:"boolean schema is false",schema:!1,parentSchema:P.properties.
defaults.properties.previously,data:s.previously};e===null?e=[t]:e.push(t),a++}if(s.adopt!==void 0){const t={instancePath:i+
"/defaults/adopt",schemaPath:"#/properties/defaults/properties/adopt/false schema",keyword:"false schema",params:{},
message:"boolean schema is false",schema:!1,parentSchema:P.properties.defaults.properties.adopt,data:s.adopt};
e===null?e=[t]:e.push(t),a++}if(s.state!==void 0){const t={instancePath:i+"/defaults/state",schemaPath:"#/prop\
erties/defaults/properties/state/false schema",keyword:"false schema",params:{},message:"boolean schema is fal\
se",schema:!1,parentSchema:P.properties.defaults.properties.state,data:s.state};e===null?e=[t]:e.push(t),a++}if(s.
source!==void 0){const t={instancePath:i+"/defaults/source",schemaPath:"#/properties/defaults/properties/sourc\
e/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:!1,parentSchema:P.properties.
defaults.properties.source,data:s.source};e===null?e=[t]:e.push(t),a++}if(s.location!==void 0){const t={instancePath:i+
"/defaults/location",schemaPath:"#/properties/defaults/properties/location/false schema",keyword:"false schema",
params:{},message:"boolean schema is false",schema:!1,parentSchema:P.properties.defaults.properties.location,data:s.
location};e===null?e=[t]:e.push(t),a++}if(s.file!==void 0){const t={instancePath:i+"/defaults/file",schemaPath:"\
#/properties/defaults/properties/file/false schema",keyword:"false schema",params:{},message:"boolean schema i\
s false",schema:!1,parentSchema:P.properties.defaults.properties.file,data:s.file};e===null?e=[t]:e.push(t),a++}
if(s.checksum!==void 0){const t={instancePath:i+"/defaults/checksum",schemaPath:"#/properties/defaults/propert\
ies/checksum/false schema",keyword:"false schema",params:{},message:"boolean schema is false",schema:!1,parentSchema:P.
properties.defaults.properties.checksum,data:s.checksum};e===null?e=[t]:e.push(t),a++}if(s.size!==void 0){const t={
instancePath:i+"/defaults/size",schemaPath:"#/properties/defaults/properties/size/false schema",keyword:"false\
 schema",params:{},message:"boolean schema is false",schema:!1,parentSchema:P.properties.defaults.properties.size,
data:s.size};e===null?e=[t]:e.push(t),a++}}else{const t={instancePath:i+"/defaults",schemaPath:"#/properties/d\
efaults/type",keyword:"type",params:{type:"object"},message:"must be object",schema:P.properties.defaults.type,
parentSchema:P.properties.defaults,data:s};e===null?e=[t]:e.push(t),a++}}if(r.reconcile!==void 0&&(ge(r.reconcile,
{instancePath:i+"/reconcile",parentData:r,parentDataProperty:"reconcile",rootData:p,dynamicAnchors:o})||(e=e===
null?ge.errors:e.concat(ge.errors),a=e.length)),r.images!==void 0){let s=r.images;if(!Array.isArray(s)&&s!==null){
const t={instancePath:i+"/images",schemaPath:"#/properties/images/type",keyword:"type",params:{type:P.properties.
images.type},message:"must be array,null",schema:P.properties.images.type,parentSchema:P.properties.images,data:s};
e===null?e=[t]:e.push(t),a++}if(Array.isArray(s)){const t=s.length;for(let n=0;n<t;n++)be(s[n],{instancePath:i+
"/images/"+n,parentData:s,parentDataProperty:n,rootData:p,dynamicAnchors:o})||(e=e===null?be.errors:e.concat(be.
errors),a=e.length)}}if(r.image!==void 0){let s=r.image;if(!(s&&typeof s=="object"&&!Array.isArray(s))&&s!==null){
const t={instancePath:i+"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type:P.properties.
image.type},message:"must be object,null",schema:P.properties.image.type,parentSchema:P.properties.image,data:s};
e===null?e=[t]:e.push(t),a++}if(s&&typeof s=="object"&&!Array.isArray(s))for(const t in s)k(s[t],{instancePath:i+
"/image/"+t.replace(/~/g,"~0").replace(/\//g,"~1"),parentData:s,parentDataProperty:t,rootData:p,dynamicAnchors:o})||
(e=e===null?k.errors:e.concat(k.errors),a=e.length)}if(r.vmcatcher!==void 0&&($e(r.vmcatcher,{instancePath:i+"\
/vmcatcher",parentData:r,parentDataProperty:"vmcatcher",rootData:p,dynamicAnchors:o})||(e=e===null?$e.errors:e.
concat($e.errors),a=e.length)),r.image_lists!==void 0){let s=r.image_lists;if(!Array.isArray(s)&&s!==null){const t={
instancePath:i+"/image_lists",schemaPath:"#/properties/image_lists/type",keyword:"type",params:{type:P.properties.
image_lists.type},message:"must be array,null",schema:P.properties.image_lists.type,parentSchema:P.properties.
image_lists,data:s};e===null?e=[t]:e.push(t),a++}if(Array.isArray(s)){const t=s.length;for(let n=0;n<t;n++)ve(
s[n],{instancePath:i+"/image_lists/"+n,parentData:s,parentDataProperty:n,rootData:p,dynamicAnchors:o})||(e=e===
null?ve.errors:e.concat(ve.errors),a=e.length)}}if(r.enabled!==void 0){let s=r.enabled;if(typeof s!="boolean"){
const t={instancePath:i+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type:"boolean"},
message:"must be boolean",schema:P.properties.enabled.type,parentSchema:P.properties.enabled,data:s};e===null?
e=[t]:e.push(t),a++}}r.version!==void 0&&(u(r.version,{instancePath:i+"/version",parentData:r,parentDataProperty:"\
version",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.workers!==void 0&&
(u(r.workers,{instancePath:i+"/workers",parentData:r,parentDataProperty:"workers",rootData:p,dynamicAnchors:o})||
(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.bind!==void 0&&(u(r.bind,{instancePath:i+"/bind",parentData:r,
parentDataProperty:"bind",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),
r.database!==void 0&&(u(r.database,{instancePath:i+"/database",parentData:r,parentDataProperty:"database",rootData:p,
dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.registry!==void 0&&(u(r.registry,{instancePath:i+
"/registry",parentData:r,parentDataProperty:"registry",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(
u.errors),a=e.length)),r.message_queue!==void 0&&(u(r.message_queue,{instancePath:i+"/message_queue",parentData:r,
parentDataProperty:"message_queue",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.
length)),r.rabbit!==void 0&&(u(r.rabbit,{instancePath:i+"/rabbit",parentData:r,parentDataProperty:"rabbit",rootData:p,
dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.rabbitmq!==void 0&&(u(r.rabbitmq,{instancePath:i+
"/rabbitmq",parentData:r,parentDataProperty:"rabbitmq",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(
u.errors),a=e.length)),r.storage!==void 0&&(u(r.storage,{instancePath:i+"/storage",parentData:r,parentDataProperty:"\
storage",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.policy!==void 0&&
(u(r.policy,{instancePath:i+"/policy",parentData:r,parentDataProperty:"policy",rootData:p,dynamicAnchors:o})||
(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.logging!==void 0&&(u(r.logging,{instancePath:i+"/loggin\
g",parentData:r,parentDataProperty:"logging",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),
a=e.length)),r.quota!==void 0&&(u(r.quota,{instancePath:i+"/quota",parentData:r,parentDataProperty:"quota",rootData:p,
dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.audit!==void 0&&(u(r.audit,{instancePath:i+
"/audit",parentData:r,parentDataProperty:"audit",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(
u.errors),a=e.length)),r.cache!==void 0&&(u(r.cache,{instancePath:i+"/cache",parentData:r,parentDataProperty:"\
cache",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.ssl!==void 0&&(u(
r.ssl,{instancePath:i+"/ssl",parentData:r,parentDataProperty:"ssl",rootData:p,dynamicAnchors:o})||(e=e===null?
u.errors:e.concat(u.errors),a=e.length)),r.cors!==void 0&&(u(r.cors,{instancePath:i+"/cors",parentData:r,parentDataProperty:"\
cors",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.barbican!==void 0&&
(u(r.barbican,{instancePath:i+"/barbican",parentData:r,parentDataProperty:"barbican",rootData:p,dynamicAnchors:o})||
(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.image_cache!==void 0&&(u(r.image_cache,{instancePath:i+
"/image_cache",parentData:r,parentDataProperty:"image_cache",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:
e.concat(u.errors),a=e.length)),r.cron!==void 0&&(u(r.cron,{instancePath:i+"/cron",parentData:r,parentDataProperty:"\
cron",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.notification!==void 0&&
(u(r.notification,{instancePath:i+"/notification",parentData:r,parentDataProperty:"notification",rootData:p,dynamicAnchors:o})||
(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.pkgs!==void 0&&(u(r.pkgs,{instancePath:i+"/pkgs",parentData:r,
parentDataProperty:"pkgs",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),
r.services!==void 0&&(u(r.services,{instancePath:i+"/services",parentData:r,parentDataProperty:"services",rootData:p,
dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.upgrade!==void 0&&(u(r.upgrade,{instancePath:i+
"/upgrade",parentData:r,parentDataProperty:"upgrade",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(
u.errors),a=e.length)),r.debug!==void 0&&(u(r.debug,{instancePath:i+"/debug",parentData:r,parentDataProperty:"\
debug",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.verbose!==void 0&&
(u(r.verbose,{instancePath:i+"/verbose",parentData:r,parentDataProperty:"verbose",rootData:p,dynamicAnchors:o})||
(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.cacert_file!==void 0&&(u(r.cacert_file,{instancePath:i+
"/cacert_file",parentData:r,parentDataProperty:"cacert_file",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:
e.concat(u.errors),a=e.length)),r.glance_uid!==void 0&&(u(r.glance_uid,{instancePath:i+"/glance_uid",parentData:r,
parentDataProperty:"glance_uid",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),
r.glance_gid!==void 0&&(u(r.glance_gid,{instancePath:i+"/glance_gid",parentData:r,parentDataProperty:"glance_g\
id",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.api_limit_max!==void 0&&
(u(r.api_limit_max,{instancePath:i+"/api_limit_max",parentData:r,parentDataProperty:"api_limit_max",rootData:p,
dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.limit_default!==void 0&&(u(r.limit_default,
{instancePath:i+"/limit_default",parentData:r,parentDataProperty:"limit_default",rootData:p,dynamicAnchors:o})||
(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.limit_param_default!==void 0&&(u(r.limit_param_default,
{instancePath:i+"/limit_param_default",parentData:r,parentDataProperty:"limit_param_default",rootData:p,dynamicAnchors:o})||
(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.enable_proxy_headers_parsing!==void 0&&(u(r.enable_proxy_headers_parsing,
{instancePath:i+"/enable_proxy_headers_parsing",parentData:r,parentDataProperty:"enable_proxy_headers_parsing",
rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.filesystem_store_datadir!==
void 0&&(u(r.filesystem_store_datadir,{instancePath:i+"/filesystem_store_datadir",parentData:r,parentDataProperty:"\
filesystem_store_datadir",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),
r.filesystem_store_metadata_file!==void 0&&(u(r.filesystem_store_metadata_file,{instancePath:i+"/filesystem_st\
ore_metadata_file",parentData:r,parentDataProperty:"filesystem_store_metadata_file",rootData:p,dynamicAnchors:o})||
(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.show_image_direct_url!==void 0&&(u(r.show_image_direct_url,
{instancePath:i+"/show_image_direct_url",parentData:r,parentDataProperty:"show_image_direct_url",rootData:p,dynamicAnchors:o})||
(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.show_multiple_locations!==void 0&&(u(r.show_multiple_locations,
{instancePath:i+"/show_multiple_locations",parentData:r,parentDataProperty:"show_multiple_locations",rootData:p,
dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.location_strategy!==void 0&&(u(r.location_strategy,
{instancePath:i+"/location_strategy",parentData:r,parentDataProperty:"location_strategy",rootData:p,dynamicAnchors:o})||
(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.store_type_preference!==void 0&&(u(r.store_type_preference,
{instancePath:i+"/store_type_preference",parentData:r,parentDataProperty:"store_type_preference",rootData:p,dynamicAnchors:o})||
(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.configmap!==void 0&&(u(r.configmap,{instancePath:i+"/co\
nfigmap",parentData:r,parentDataProperty:"configmap",rootData:p,dynamicAnchors:o})||(e=e===null?u.errors:e.concat(
u.errors),a=e.length))}return _e.errors=e,a===0}_e.evaluated={props:{name:!0,cloud:!0,identity:!0,defaults:!0,
reconcile:!0,images:!0,image:!0,vmcatcher:!0,image_lists:!0,enabled:!0,version:!0,workers:!0,bind:!0,database:!0,
registry:!0,message_queue:!0,rabbit:!0,rabbitmq:!0,storage:!0,policy:!0,logging:!0,quota:!0,audit:!0,cache:!0,
ssl:!0,cors:!0,barbican:!0,image_cache:!0,cron:!0,notification:!0,pkgs:!0,services:!0,upgrade:!0,debug:!0,verbose:!0,
cacert_file:!0,glance_uid:!0,glance_gid:!0,api_limit_max:!0,limit_default:!0,limit_param_default:!0,enable_proxy_headers_parsing:!0,
filesystem_store_datadir:!0,filesystem_store_metadata_file:!0,show_image_direct_url:!0,show_multiple_locations:!0,
location_strategy:!0,store_type_preference:!0,configmap:!0},dynamicProps:!1,dynamicItems:!1};const ne={type:["\
object","null"],properties:{enabled:{type:"boolean"},pkgs:{$ref:"#/$defs/daemon"},cloud_name:{$ref:"#/$defs/li\
ne"},identity:{type:["object","null"],additionalProperties:{$ref:"#/$defs/profile"}}}},Pe={type:["object","nul\
l"],properties:{image:{type:["object","null"],additionalProperties:{$ref:"#/$defs/image"}}}};function ke(r,{instancePath:i="",
parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=ke.evaluated;if(l.
dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),!(r&&typeof r=="object"&&!Array.isArray(r))&&r!==
null){const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:Pe.type},message:"must be object\
,null",schema:Pe.type,parentSchema:Pe,data:r};e===null?e=[s]:e.push(s),a++}if(r&&typeof r=="object"&&!Array.isArray(
r)&&r.image!==void 0){let s=r.image;if(!(s&&typeof s=="object"&&!Array.isArray(s))&&s!==null){const t={instancePath:i+
"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type:Pe.properties.image.type},message:"m\
ust be object,null",schema:Pe.properties.image.type,parentSchema:Pe.properties.image,data:s};e===null?e=[t]:e.
push(t),a++}if(s&&typeof s=="object"&&!Array.isArray(s))for(const t in s)k(s[t],{instancePath:i+"/image/"+t.replace(
/~/g,"~0").replace(/\//g,"~1"),parentData:s,parentDataProperty:t,rootData:p,dynamicAnchors:o})||(e=e===null?k.
errors:e.concat(k.errors),a=e.length)}return ke.errors=e,a===0}ke.evaluated={props:{image:!0},dynamicProps:!1,
dynamicItems:!1};function we(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){
let e=null,a=0;const l=we.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),!(r&&
typeof r=="object"&&!Array.isArray(r))&&r!==null){const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{
type:ne.type},message:"must be object,null",schema:ne.type,parentSchema:ne,data:r};e===null?e=[s]:e.push(s),a++}
if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.enabled!==void 0){let s=r.enabled;if(typeof s!="boolean"){const t={
instancePath:i+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type:"boolean"},message:"\
must be boolean",schema:ne.properties.enabled.type,parentSchema:ne.properties.enabled,data:s};e===null?e=[t]:e.
push(t),a++}}if(r.pkgs!==void 0&&(u(r.pkgs,{instancePath:i+"/pkgs",parentData:r,parentDataProperty:"pkgs",rootData:p,
dynamicAnchors:o})||(e=e===null?u.errors:e.concat(u.errors),a=e.length)),r.cloud_name!==void 0&&(f(r.cloud_name,
{instancePath:i+"/cloud_name",parentData:r,parentDataProperty:"cloud_name",rootData:p,dynamicAnchors:o})||(e=e===
null?f.errors:e.concat(f.errors),a=e.length)),r.identity!==void 0){let s=r.identity;if(!(s&&typeof s=="object"&&
!Array.isArray(s))&&s!==null){const t={instancePath:i+"/identity",schemaPath:"#/properties/identity/type",keyword:"\
type",params:{type:ne.properties.identity.type},message:"must be object,null",schema:ne.properties.identity.type,
parentSchema:ne.properties.identity,data:s};e===null?e=[t]:e.push(t),a++}if(s&&typeof s=="object"&&!Array.isArray(
s))for(const t in s)ke(s[t],{instancePath:i+"/identity/"+t.replace(/~/g,"~0").replace(/\//g,"~1"),parentData:s,
parentDataProperty:t,rootData:p,dynamicAnchors:o})||(e=e===null?ke.errors:e.concat(ke.errors),a=e.length)}}return we.
errors=e,a===0}we.evaluated={props:{enabled:!0,pkgs:!0,cloud_name:!0,identity:!0},dynamicProps:!1,dynamicItems:!1};
function Ne(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,
a=0;const l=Ne.evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),r&&typeof r=="ob\
ject"&&!Array.isArray(r)){if(r.glance!==void 0){let s=r.glance;if(!(s&&typeof s=="object"&&!Array.isArray(s))&&
s!==null){const t={instancePath:i+"/glance",schemaPath:"#/properties/glance/type",keyword:"type",params:{type:De.
properties.glance.type},message:"must be object,null",schema:De.properties.glance.type,parentSchema:De.properties.
glance,data:s};e===null?e=[t]:e.push(t),a++}s&&typeof s=="object"&&!Array.isArray(s)&&(s.server!==void 0&&(_e(
s.server,{instancePath:i+"/glance/server",parentData:s,parentDataProperty:"server",rootData:p,dynamicAnchors:o})||
(e=e===null?_e.errors:e.concat(_e.errors),a=e.length)),s.client!==void 0&&(we(s.client,{instancePath:i+"/glanc\
e/client",parentData:s,parentDataProperty:"client",rootData:p,dynamicAnchors:o})||(e=e===null?we.errors:e.concat(
we.errors),a=e.length)))}}else{const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:"object"},
message:"must be object",schema:De.type,parentSchema:De,data:r};e===null?e=[s]:e.push(s),a++}return Ne.errors=
e,a===0}Ne.evaluated={props:{glance:!0},dynamicProps:!1,dynamicItems:!1};const We=qe,Xe={$id:"urn:glance-recon\
cile:state/image",$ref:"urn:glance-reconcile:state#/$defs/image"};function Se(r,{instancePath:i="",parentData:b,
parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=Se.evaluated;if(l.dynamicProps&&
(l.props=void 0),l.dynamicItems&&(l.items=void 0),r&&typeof r=="object"&&!Array.isArray(r)){for(const t in r)if(!ae.
call(m.properties,t)){const n={instancePath:i,schemaPath:"#/additionalProperties",keyword:"additionalPropertie\
s",params:{additionalProperty:t},message:"must NOT have additional properties",schema:!1,parentSchema:m,data:r};
e===null?e=[n]:e.push(n),a++}if(r.name!==void 0&&(f(r.name,{instancePath:i+"/name",parentData:r,parentDataProperty:"\
name",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.id!==void 0&&(R(r.
id,{instancePath:i+"/id",parentData:r,parentDataProperty:"id",rootData:p,dynamicAnchors:o})||(e=e===null?R.errors:
e.concat(R.errors),a=e.length)),r.previously!==void 0){let t=r.previously;if(typeof t!="string"&&!Array.isArray(
t)){const n={instancePath:i+"/previously",schemaPath:"#/properties/previously/type",keyword:"type",params:{type:m.
properties.previously.type},message:"must be string,array",schema:m.properties.previously.type,parentSchema:m.
properties.previously,data:t};e===null?e=[n]:e.push(n),a++}if(typeof t=="string"){if(h(t)>255){const n={instancePath:i+
"/previously",schemaPath:"#/properties/previously/maxLength",keyword:"maxLength",params:{limit:255},message:"m\
ust NOT have more than 255 characters",schema:255,parentSchema:m.properties.previously,data:t};e===null?e=[n]:
e.push(n),a++}if(h(t)<1){const n={instancePath:i+"/previously",schemaPath:"#/properties/previously/minLength",
keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:m.properties.
previously,data:t};e===null?e=[n]:e.push(n),a++}if(!F.test(t)){const n={instancePath:i+"/previously",schemaPath:"\
#/properties/previously/pattern",keyword:"pattern",params:{pattern:"^[^\\p{Cc}\\p{Cs}]*$"},message:'must match\
 pattern "^[^\\p{Cc}\\p{Cs}]*$"',schema:"^[^\\p{Cc}\\p{Cs}]*$",parentSchema:m.properties.previously,data:t};e===
null?e=[n]:e.push(n),a++}}if(Array.isArray(t)){const n=t.length;for(let c=0;c<n;c++)f(t[c],{instancePath:i+"/p\
reviously/"+c,parentData:t,parentDataProperty:c,rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.
errors),a=e.length)}}if(r.state!==void 0){let t=r.state;if(!(t==="present"||t==="absent")){const n={instancePath:i+
"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues:m.properties.state.enum},message:"\
must be equal to one of the allowed values",schema:m.properties.state.enum,parentSchema:m.properties.state,data:t};
e===null?e=[n]:e.push(n),a++}}if(r.format!==void 0&&(N(r.format,{instancePath:i+"/format",parentData:r,parentDataProperty:"\
format",rootData:p,dynamicAnchors:o})||(e=e===null?N.errors:e.concat(N.errors),a=e.length)),r.disk_format!==void 0&&
(N(r.disk_format,{instancePath:i+"/disk_format",parentData:r,parentDataProperty:"disk_format",rootData:p,dynamicAnchors:o})||
(e=e===null?N.errors:e.concat(N.errors),a=e.length)),r.container_format!==void 0){let t=r.container_format;if(typeof t==
"string"){if(!Te.test(t)){const n={instancePath:i+"/container_format",schemaPath:"#/properties/container_forma\
t/pattern",keyword:"pattern",params:{pattern:"^[A-Za-z0-9][A-Za-z0-9._+-]{0,19}$"},message:'must match pattern\
 "^[A-Za-z0-9][A-Za-z0-9._+-]{0,19}$"',schema:"^[A-Za-z0-9][A-Za-z0-9._+-]{0,19}$",parentSchema:m.properties.container_format,
data:t};e===null?e=[n]:e.push(n),a++}}else{const n={instancePath:i+"/container_format",schemaPath:"#/propertie\
s/container_format/type",keyword:"type",params:{type:"string"},message:"must be string",schema:m.properties.container_format.
type,parentSchema:m.properties.container_format,data:t};e===null?e=[n]:e.push(n),a++}}if(r.source!==void 0&&(q(
r.source,{instancePath:i+"/source",parentData:r,parentDataProperty:"source",rootData:p,dynamicAnchors:o})||(e=
e===null?q.errors:e.concat(q.errors),a=e.length)),r.location!==void 0&&(q(r.location,{instancePath:i+"/locatio\
n",parentData:r,parentDataProperty:"location",rootData:p,dynamicAnchors:o})||(e=e===null?q.errors:e.concat(q.errors),
a=e.length)),r.file!==void 0&&(d(r.file,{instancePath:i+"/file",parentData:r,parentDataProperty:"file",rootData:p,
dynamicAnchors:o})||(e=e===null?d.errors:e.concat(d.errors),a=e.length)),r.checksum!==void 0&&(G(r.checksum,{instancePath:i+
"/checksum",parentData:r,parentDataProperty:"checksum",rootData:p,dynamicAnchors:o})||(e=e===null?G.errors:e.concat(
G.errors),a=e.length)),r.size!==void 0){let t=r.size;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){
const n={instancePath:i+"/size",schemaPath:"#/properties/size/type",keyword:"type",params:{type:"integer"},message:"\
must be integer",schema:m.properties.size.type,parentSchema:m.properties.size,data:t};e===null?e=[n]:e.push(n),
a++}if(typeof t=="number"&&isFinite(t)){if(t>9007199254740991||isNaN(t)){const n={instancePath:i+"/size",schemaPath:"\
#/properties/size/maximum",keyword:"maximum",params:{comparison:"<=",limit:9007199254740991},message:"must be \
<= 9007199254740991",schema:9007199254740991,parentSchema:m.properties.size,data:t};e===null?e=[n]:e.push(n),a++}
if(t<1||isNaN(t)){const n={instancePath:i+"/size",schemaPath:"#/properties/size/minimum",keyword:"minimum",params:{
comparison:">=",limit:1},message:"must be >= 1",schema:1,parentSchema:m.properties.size,data:t};e===null?e=[n]:
e.push(n),a++}}}if(r.version!==void 0&&(f(r.version,{instancePath:i+"/version",parentData:r,parentDataProperty:"\
version",rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:e.concat(f.errors),a=e.length)),r.decompress!==void 0){
let t=r.decompress;if(!(t==="auto"||t==="none"||t==="gz"||t==="bz2"||t==="xz"||t==="lzma"||t==="zst"||t==="zip"||
t==="tar"||t==="ova")){const n={instancePath:i+"/decompress",schemaPath:"#/properties/decompress/enum",keyword:"\
enum",params:{allowedValues:m.properties.decompress.enum},message:"must be equal to one of the allowed values",
schema:m.properties.decompress.enum,parentSchema:m.properties.decompress,data:t};e===null?e=[n]:e.push(n),a++}}
if(r.member!==void 0){let t=r.member;if(typeof t=="string"){if(h(t)>255){const n={instancePath:i+"/member",schemaPath:"\
#/properties/member/maxLength",keyword:"maxLength",params:{limit:255},message:"must NOT have more than 255 cha\
racters",schema:255,parentSchema:m.properties.member,data:t};e===null?e=[n]:e.push(n),a++}if(h(t)<1){const n={
instancePath:i+"/member",schemaPath:"#/properties/member/minLength",keyword:"minLength",params:{limit:1},message:"\
must NOT have fewer than 1 characters",schema:1,parentSchema:m.properties.member,data:t};e===null?e=[n]:e.push(
n),a++}}else{const n={instancePath:i+"/member",schemaPath:"#/properties/member/type",keyword:"type",params:{type:"\
string"},message:"must be string",schema:m.properties.member.type,parentSchema:m.properties.member,data:t};e===
null?e=[n]:e.push(n),a++}}if(r.digest_of!==void 0){let t=r.digest_of;if(!(t==="source"||t==="decompressed")){const n={
instancePath:i+"/digest_of",schemaPath:"#/properties/digest_of/enum",keyword:"enum",params:{allowedValues:m.properties.
digest_of.enum},message:"must be equal to one of the allowed values",schema:m.properties.digest_of.enum,parentSchema:m.
properties.digest_of,data:t};e===null?e=[n]:e.push(n),a++}}if(r.transform!==void 0&&(T(r.transform,{instancePath:i+
"/transform",parentData:r,parentDataProperty:"transform",rootData:p,dynamicAnchors:o})||(e=e===null?T.errors:e.
concat(T.errors),a=e.length)),r.convert!==void 0&&(J(r.convert,{instancePath:i+"/convert",parentData:r,parentDataProperty:"\
convert",rootData:p,dynamicAnchors:o})||(e=e===null?J.errors:e.concat(J.errors),a=e.length)),r.import_from_format!==
void 0){let t=r.import_from_format;if(!(t==="ami"||t==="ari"||t==="aki"||t==="vhd"||t==="vhdx"||t==="vmdk"||t===
"raw"||t==="qcow2"||t==="vdi"||t==="ploop"||t==="iso")){const n={instancePath:i+"/import_from_format",schemaPath:"\
#/properties/import_from_format/enum",keyword:"enum",params:{allowedValues:m.properties.import_from_format.enum},
message:"must be equal to one of the allowed values",schema:m.properties.import_from_format.enum,parentSchema:m.
properties.import_from_format,data:t};e===null?e=[n]:e.push(n),a++}}if(r.public!==void 0){let t=r.public;if(typeof t!=
"boolean"){const n={instancePath:i+"/public",schemaPath:"#/properties/public/type",keyword:"type",params:{type:"\
boolean"},message:"must be boolean",schema:m.properties.public.type,parentSchema:m.properties.public,data:t};e===
null?e=[n]:e.push(n),a++}}if(r.is_public!==void 0){let t=r.is_public;if(typeof t!="boolean"){const n={instancePath:i+
"/is_public",schemaPath:"#/properties/is_public/type",keyword:"type",params:{type:"boolean"},message:"must be \
boolean",schema:m.properties.is_public.type,parentSchema:m.properties.is_public,data:t};e===null?e=[n]:e.push(
n),a++}}if(r.visibility!==void 0){let t=r.visibility;if(!(t==="public"||t==="community"||t==="shared"||t==="pr\
ivate")){const n={instancePath:i+"/visibility",schemaPath:"#/properties/visibility/enum",keyword:"enum",params:{
allowedValues:m.properties.visibility.enum},message:"must be equal to one of the allowed values",schema:m.properties.
visibility.enum,parentSchema:m.properties.visibility,data:t};e===null?e=[n]:e.push(n),a++}}if(r.protected!==void 0){
let t=r.protected;if(typeof t!="boolean"){const n={instancePath:i+"/protected",schemaPath:"#/properties/protec\
ted/type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:m.properties.protected.type,
parentSchema:m.properties.protected,data:t};e===null?e=[n]:e.push(n),a++}}if(r.is_protected!==void 0){let t=r.
is_protected;if(typeof t!="boolean"){const n={instancePath:i+"/is_protected",schemaPath:"#/properties/is_prote\
cted/type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:m.properties.is_protected.type,
parentSchema:m.properties.is_protected,data:t};e===null?e=[n]:e.push(n),a++}}if(r.hidden!==void 0){let t=r.hidden;
if(typeof t!="boolean"){const n={instancePath:i+"/hidden",schemaPath:"#/properties/hidden/type",keyword:"type",
params:{type:"boolean"},message:"must be boolean",schema:m.properties.hidden.type,parentSchema:m.properties.hidden,
data:t};e===null?e=[n]:e.push(n),a++}}if(r.os_hidden!==void 0){let t=r.os_hidden;if(typeof t!="boolean"){const n={
instancePath:i+"/os_hidden",schemaPath:"#/properties/os_hidden/type",keyword:"type",params:{type:"boolean"},message:"\
must be boolean",schema:m.properties.os_hidden.type,parentSchema:m.properties.os_hidden,data:t};e===null?e=[n]:
e.push(n),a++}}if(r.is_hidden!==void 0){let t=r.is_hidden;if(typeof t!="boolean"){const n={instancePath:i+"/is\
_hidden",schemaPath:"#/properties/is_hidden/type",keyword:"type",params:{type:"boolean"},message:"must be bool\
ean",schema:m.properties.is_hidden.type,parentSchema:m.properties.is_hidden,data:t};e===null?e=[n]:e.push(n),a++}}
if(r.status!==void 0){let t=r.status;if(!(t==="active"||t==="deactivated")){const n={instancePath:i+"/status",
schemaPath:"#/properties/status/enum",keyword:"enum",params:{allowedValues:m.properties.status.enum},message:"\
must be equal to one of the allowed values",schema:m.properties.status.enum,parentSchema:m.properties.status,data:t};
e===null?e=[n]:e.push(n),a++}}if(r.min_disk!==void 0){let t=r.min_disk;if(!(typeof t=="number"&&!(t%1)&&!isNaN(
t)&&isFinite(t))){const n={instancePath:i+"/min_disk",schemaPath:"#/properties/min_disk/type",keyword:"type",params:{
type:"integer"},message:"must be integer",schema:m.properties.min_disk.type,parentSchema:m.properties.min_disk,
data:t};e===null?e=[n]:e.push(n),a++}if(typeof t=="number"&&isFinite(t)){if(t>2147483647||isNaN(t)){const n={instancePath:i+
"/min_disk",schemaPath:"#/properties/min_disk/maximum",keyword:"maximum",params:{comparison:"<=",limit:2147483647},
message:"must be <= 2147483647",schema:2147483647,parentSchema:m.properties.min_disk,data:t};e===null?e=[n]:e.
push(n),a++}if(t<0||isNaN(t)){const n={instancePath:i+"/min_disk",schemaPath:"#/properties/min_disk/minimum",keyword:"\
minimum",params:{comparison:">=",limit:0},message:"must be >= 0",schema:0,parentSchema:m.properties.min_disk,data:t};
e===null?e=[n]:e.push(n),a++}}}if(r.min_ram!==void 0){let t=r.min_ram;if(!(typeof t=="number"&&!(t%1)&&!isNaN(
t)&&isFinite(t))){const n={instancePath:i+"/min_ram",schemaPath:"#/properties/min_ram/type",keyword:"type",params:{
type:"integer"},message:"must be integer",schema:m.properties.min_ram.type,parentSchema:m.properties.min_ram,data:t};
e===null?e=[n]:e.push(n),a++}if(typeof t=="number"&&isFinite(t)){if(t>2147483647||isNaN(t)){const n={instancePath:i+
"/min_ram",schemaPath:"#/properties/min_ram/maximum",keyword:"maximum",params:{comparison:"<=",limit:2147483647},
message:"must be <= 2147483647",schema:2147483647,parentSchema:m.properties.min_ram,data:t};e===null?e=[n]:e.push(
n),a++}if(t<0||isNaN(t)){const n={instancePath:i+"/min_ram",schemaPath:"#/properties/min_ram/minimum",keyword:"\
minimum",params:{comparison:">=",limit:0},message:"must be >= 0",schema:0,parentSchema:m.properties.min_ram,data:t};
e===null?e=[n]:e.push(n),a++}}}if(r.owner!==void 0&&(K(r.owner,{instancePath:i+"/owner",parentData:r,parentDataProperty:"\
owner",rootData:p,dynamicAnchors:o})||(e=e===null?K.errors:e.concat(K.errors),a=e.length)),r.description!==void 0){
let t=r.description;if(typeof t=="string"){if(h(t)>65535){const n={instancePath:i+"/description",schemaPath:"#\
/properties/description/maxLength",keyword:"maxLength",params:{limit:65535},message:"must NOT have more than 6\
5535 characters",schema:65535,parentSchema:m.properties.description,data:t};e===null?e=[n]:e.push(n),a++}}else{
const n={instancePath:i+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type:"\
string"},message:"must be string",schema:m.properties.description.type,parentSchema:m.properties.description,data:t};
e===null?e=[n]:e.push(n),a++}}if(r.tags!==void 0){let t=r.tags;if(Array.isArray(t)){const n=t.length;for(let c=0;c<
n;c++)f(t[c],{instancePath:i+"/tags/"+c,parentData:t,parentDataProperty:c,rootData:p,dynamicAnchors:o})||(e=e===
null?f.errors:e.concat(f.errors),a=e.length)}else{const n={instancePath:i+"/tags",schemaPath:"#/properties/tag\
s/type",keyword:"type",params:{type:"array"},message:"must be array",schema:m.properties.tags.type,parentSchema:m.
properties.tags,data:t};e===null?e=[n]:e.push(n),a++}}if(r.properties!==void 0){let t=r.properties;if(t&&typeof t==
"object"&&!Array.isArray(t)){for(const n in t){const c=a;if(typeof n=="string"){if(h(n)>255){const g={instancePath:i+
"/properties",schemaPath:"#/properties/properties/propertyNames/maxLength",keyword:"maxLength",params:{limit:255},
message:"must NOT have more than 255 characters",schema:255,parentSchema:m.properties.properties.propertyNames,
data:n,propertyName:n};e===null?e=[g]:e.push(g),a++}if(h(n)<1){const g={instancePath:i+"/properties",schemaPath:"\
#/properties/properties/propertyNames/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have f\
ewer than 1 characters",schema:1,parentSchema:m.properties.properties.propertyNames,data:n,propertyName:n};e===
null?e=[g]:e.push(g),a++}}var s=c===a;if(!s){const g={instancePath:i+"/properties",schemaPath:"#/properties/pr\
operties/propertyNames",keyword:"propertyNames",params:{propertyName:n},message:"property name must be valid",
schema:m.properties.properties.propertyNames,parentSchema:m.properties.properties,data:t};e===null?e=[g]:e.push(
g),a++}}for(const n in t)Q(t[n],{instancePath:i+"/properties/"+n.replace(/~/g,"~0").replace(/\//g,"~1"),parentData:t,
parentDataProperty:n,rootData:p,dynamicAnchors:o})||(e=e===null?Q.errors:e.concat(Q.errors),a=e.length)}else{const n={
instancePath:i+"/properties",schemaPath:"#/properties/properties/type",keyword:"type",params:{type:"object"},message:"\
must be object",schema:m.properties.properties.type,parentSchema:m.properties.properties,data:t};e===null?e=[n]:
e.push(n),a++}}if(r.properties_mode!==void 0){let t=r.properties_mode;if(!(t==="merge"||t==="exact")){const n={
instancePath:i+"/properties_mode",schemaPath:"#/properties/properties_mode/enum",keyword:"enum",params:{allowedValues:m.
properties.properties_mode.enum},message:"must be equal to one of the allowed values",schema:m.properties.properties_mode.
enum,parentSchema:m.properties.properties_mode,data:t};e===null?e=[n]:e.push(n),a++}}if(r.members!==void 0){let t=r.
members;if(Array.isArray(t)){const n=t.length;for(let c=0;c<n;c++)E(t[c],{instancePath:i+"/members/"+c,parentData:t,
parentDataProperty:c,rootData:p,dynamicAnchors:o})||(e=e===null?E.errors:e.concat(E.errors),a=e.length)}else{const n={
instancePath:i+"/members",schemaPath:"#/properties/members/type",keyword:"type",params:{type:"array"},message:"\
must be array",schema:m.properties.members.type,parentSchema:m.properties.members,data:t};e===null?e=[n]:e.push(
n),a++}}if(r.can_share!==void 0){let t=r.can_share;if(typeof t!="boolean"){const n={instancePath:i+"/can_share",
schemaPath:"#/properties/can_share/type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:m.
properties.can_share.type,parentSchema:m.properties.can_share,data:t};e===null?e=[n]:e.push(n),a++}}if(r.stores!==
void 0){let t=r.stores;if(Array.isArray(t)){if(t.length<1){const c={instancePath:i+"/stores",schemaPath:"#/pro\
perties/stores/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items",schema:1,
parentSchema:m.properties.stores,data:t};e===null?e=[c]:e.push(c),a++}const n=t.length;for(let c=0;c<n;c++)f(t[c],
{instancePath:i+"/stores/"+c,parentData:t,parentDataProperty:c,rootData:p,dynamicAnchors:o})||(e=e===null?f.errors:
e.concat(f.errors),a=e.length)}else{const n={instancePath:i+"/stores",schemaPath:"#/properties/stores/type",keyword:"\
type",params:{type:"array"},message:"must be array",schema:m.properties.stores.type,parentSchema:m.properties.
stores,data:t};e===null?e=[n]:e.push(n),a++}}if(r.method!==void 0){let t=r.method;if(!(t==="upload"||t==="stag\
e"||t==="web-download")){const n={instancePath:i+"/method",schemaPath:"#/properties/method/enum",keyword:"enum",
params:{allowedValues:m.properties.method.enum},message:"must be equal to one of the allowed values",schema:m.
properties.method.enum,parentSchema:m.properties.method,data:t};e===null?e=[n]:e.push(n),a++}}if(r.checks!==void 0){
let t=r.checks;if(Array.isArray(t)){const n=t.length;for(let c=0;c<n;c++)X(t[c],{instancePath:i+"/checks/"+c,parentData:t,
parentDataProperty:c,rootData:p,dynamicAnchors:o})||(e=e===null?X.errors:e.concat(X.errors),a=e.length)}else{const n={
instancePath:i+"/checks",schemaPath:"#/properties/checks/type",keyword:"type",params:{type:"array"},message:"m\
ust be array",schema:m.properties.checks.type,parentSchema:m.properties.checks,data:t};e===null?e=[n]:e.push(n),
a++}}if(r.expired!==void 0){let t=r.expired;if(!(t==="keep"||t==="prune"||t==="hide"||t==="deactivate"||t==="d\
elete")){const n={instancePath:i+"/expired",schemaPath:"#/properties/expired/enum",keyword:"enum",params:{allowedValues:m.
properties.expired.enum},message:"must be equal to one of the allowed values",schema:m.properties.expired.enum,
parentSchema:m.properties.expired,data:t};e===null?e=[n]:e.push(n),a++}}if(r.allow_unsafe!==void 0){let t=r.allow_unsafe;
if(Array.isArray(t)){const n=t.length;for(let c=0;c<n;c++)Y(t[c],{instancePath:i+"/allow_unsafe/"+c,parentData:t,
parentDataProperty:c,rootData:p,dynamicAnchors:o})||(e=e===null?Y.errors:e.concat(Y.errors),a=e.length)}else{const n={
instancePath:i+"/allow_unsafe",schemaPath:"#/properties/allow_unsafe/type",keyword:"type",params:{type:"array"},
message:"must be array",schema:m.properties.allow_unsafe.type,parentSchema:m.properties.allow_unsafe,data:t};e===
null?e=[n]:e.push(n),a++}}if(r.backup!==void 0&&(te(r.backup,{instancePath:i+"/backup",parentData:r,parentDataProperty:"\
backup",rootData:p,dynamicAnchors:o})||(e=e===null?te.errors:e.concat(te.errors),a=e.length)),r.prevent_delete!==
void 0){let t=r.prevent_delete;if(typeof t!="boolean"){const n={instancePath:i+"/prevent_delete",schemaPath:"#\
/properties/prevent_delete/type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:m.properties.
prevent_delete.type,parentSchema:m.properties.prevent_delete,data:t};e===null?e=[n]:e.push(n),a++}}if(r.prevent_replace!==
void 0){let t=r.prevent_replace;if(typeof t!="boolean"){const n={instancePath:i+"/prevent_replace",schemaPath:"\
#/properties/prevent_replace/type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:m.properties.
prevent_replace.type,parentSchema:m.properties.prevent_replace,data:t};e===null?e=[n]:e.push(n),a++}}if(r.adopt!==
void 0){let t=r.adopt;if(typeof t!="boolean"){const n={instancePath:i+"/adopt",schemaPath:"#/properties/adopt/\
type",keyword:"type",params:{type:"boolean"},message:"must be boolean",schema:m.properties.adopt.type,parentSchema:m.
properties.adopt,data:t};e===null?e=[n]:e.push(n),a++}}if(r.timeout!==void 0){let t=r.timeout;if(!(typeof t=="\
number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){const n={instancePath:i+"/timeout",schemaPath:"#/properties/timeout/\
type",keyword:"type",params:{type:"integer"},message:"must be integer",schema:m.properties.timeout.type,parentSchema:m.
properties.timeout,data:t};e===null?e=[n]:e.push(n),a++}if(typeof t=="number"&&isFinite(t)){if(t>2147483||isNaN(
t)){const n={instancePath:i+"/timeout",schemaPath:"#/properties/timeout/maximum",keyword:"maximum",params:{comparison:"\
<=",limit:2147483},message:"must be <= 2147483",schema:2147483,parentSchema:m.properties.timeout,data:t};e===null?
e=[n]:e.push(n),a++}if(t<1||isNaN(t)){const n={instancePath:i+"/timeout",schemaPath:"#/properties/timeout/mini\
mum",keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1",schema:1,parentSchema:m.properties.
timeout,data:t};e===null?e=[n]:e.push(n),a++}}}if(r.wait_timeout!==void 0){let t=r.wait_timeout;if(!(typeof t==
"number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){const n={instancePath:i+"/wait_timeout",schemaPath:"#/properties/wa\
it_timeout/type",keyword:"type",params:{type:"integer"},message:"must be integer",schema:m.properties.wait_timeout.
type,parentSchema:m.properties.wait_timeout,data:t};e===null?e=[n]:e.push(n),a++}if(typeof t=="number"&&isFinite(
t)){if(t>2147483||isNaN(t)){const n={instancePath:i+"/wait_timeout",schemaPath:"#/properties/wait_timeout/maxi\
mum",keyword:"maximum",params:{comparison:"<=",limit:2147483},message:"must be <= 2147483",schema:2147483,parentSchema:m.
properties.wait_timeout,data:t};e===null?e=[n]:e.push(n),a++}if(t<1||isNaN(t)){const n={instancePath:i+"/wait_\
timeout",schemaPath:"#/properties/wait_timeout/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"\
must be >= 1",schema:1,parentSchema:m.properties.wait_timeout,data:t};e===null?e=[n]:e.push(n),a++}}}}else{const t={
instancePath:i,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be object",schema:m.type,
parentSchema:m,data:r};e===null?e=[t]:e.push(t),a++}return Se.errors=e,a===0}Se.evaluated={props:!0,dynamicProps:!1,
dynamicItems:!1};function qe(r,{instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){
let e=null,a=0;const l=qe.evaluated;return l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),Se(
r,{instancePath:i,parentData:b,parentDataProperty:$,rootData:p,dynamicAnchors:o})||(e=e===null?Se.errors:e.concat(
Se.errors),a=e.length),qe.errors=e,a===0}qe.evaluated={props:!0,dynamicProps:!1,dynamicItems:!1};const Ye=Ie,er={
$id:"urn:glance-reconcile:state/listedImage",$ref:"urn:glance-reconcile:state#/$defs/listedImage"};function xe(r,{
instancePath:i="",parentData:b,parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=xe.
evaluated;if(l.dynamicProps&&(l.props=void 0),l.dynamicItems&&(l.items=void 0),k(r,{instancePath:i,parentData:b,
parentDataProperty:$,rootData:p,dynamicAnchors:o})||(e=e===null?k.errors:e.concat(k.errors),a=e.length),r&&typeof r==
"object"&&!Array.isArray(r)){if(r.name===void 0){const s={instancePath:i,schemaPath:"#/required",keyword:"requ\
ired",params:{missingProperty:"name"},message:"must have required property 'name'",schema:ie.required,parentSchema:ie,
data:r};e===null?e=[s]:e.push(s),a++}}else{const s={instancePath:i,schemaPath:"#/type",keyword:"type",params:{
type:"object"},message:"must be object",schema:ie.type,parentSchema:ie,data:r};e===null?e=[s]:e.push(s),a++}return xe.
errors=e,a===0}xe.evaluated={props:!0,dynamicProps:!1,dynamicItems:!1};function Ie(r,{instancePath:i="",parentData:b,
parentDataProperty:$,rootData:p=r,dynamicAnchors:o={}}={}){let e=null,a=0;const l=Ie.evaluated;return l.dynamicProps&&
(l.props=void 0),l.dynamicItems&&(l.items=void 0),xe(r,{instancePath:i,parentData:b,parentDataProperty:$,rootData:p,
dynamicAnchors:o})||(e=e===null?xe.errors:e.concat(xe.errors),a=e.length),Ie.errors=e,a===0}Ie.evaluated={props:!0,
dynamicProps:!1,dynamicItems:!1};export{We as image,Ye as listedImage,Ke as state};
