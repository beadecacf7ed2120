# shellcheck shell=bash disable=SC2154
# Part of glance-stack: ports, passwords and the services' configuration files.

# A free port below the range of the kernel's own choices, so that no other process gets it before we listen.
free_port() {
  "$PYTHON" - "$@" <<'END'
import random, socket, sys
taken = {int(port) for port in sys.argv[1:] if port}
for port in random.sample(range(20000, 32000), 500):
    with socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            s.bind(('127.0.0.1', port))
        except OSError:
            continue
    if port not in taken:
        print(port)
        break
END
}

check_port() {
  "$PYTHON" - "$1" <<'END' || die "port $1 is in use"
import socket, sys
with socket.socket() as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        s.bind(('127.0.0.1', int(sys.argv[1])))
    except OSError:
        sys.exit(1)
END
}

random_password() { "$PYTHON" -c 'import secrets; print(secrets.token_hex(12))'; }

configure() {
  install -d -m 700 "$dir"
  mkdir -p "$dir"/{etc,etc/policy.d,log,run,lock,fast,slow,staging,tasks,work,fernet,receipts,credential}
  chmod 700 "$dir"/{fernet,receipts,credential}

  (
    umask 077
    cat >"$state" <<END
database=$database
database_port=$database_port
database_password=$([[ $database == sqlite ]] || random_password)
keystone_port=$keystone_port
glance_port=$glance_port
admin_password=$(random_password)
service_password=$(printf '%q' "${service_password:-$(random_password)}")
member_password=$(random_password)
END
  )
  # shellcheck disable=SC1090
  . "$state"

  # Cheap password hashes: the tests authenticate often.
  cat >"$dir/etc/keystone.conf" <<END
[DEFAULT]
log_file = $dir/log/keystone.log
[database]
connection = $(database_url keystone)
[token]
provider = fernet
expiration = $token_seconds
[fernet_tokens]
key_repository = $dir/fernet
[fernet_receipts]
key_repository = $dir/receipts
[credential]
key_repository = $dir/credential
[identity]
password_hash_algorithm = bcrypt
password_hash_rounds = 4
[oslo_policy]
policy_dirs = $dir/etc/policy.d
END

  # Newer releases have a module in place of the script.
  local application='module = keystone.wsgi.api:application'
  [[ -e /usr/bin/keystone-wsgi-public ]] && application='wsgi-file = /usr/bin/keystone-wsgi-public'
  # uWSGI's own server closes each connection without saying so, which breaks clients that reuse connections.
  cat >"$dir/etc/keystone-uwsgi.ini" <<END
[uwsgi]
plugins = python3
$application
http-socket = 127.0.0.1:$keystone_port
add-header = Connection: close
buffer-size = 65535
master = true
lazy-apps = true
processes = 2
die-on-term = true
no-orphans = true
listen = 100
disable-logging = true
END

  cp /usr/share/glance-common/glance-api-paste.ini "$dir/etc/"
  # The image schema of a distribution's service names the common properties.
  [[ -r /usr/share/glance-common/schema-image.json ]] && cp /usr/share/glance-common/schema-image.json "$dir/etc/"
  cat >"$dir/etc/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $glance_port
workers = 0
log_file = $dir/log/glance.log
enabled_backends = fast:file, slow:file
enabled_import_methods = [glance-direct,web-download,copy-image]
worker_self_reference_url = http://127.0.0.1:$glance_port
[database]
connection = $(database_url glance)
[glance_store]
default_backend = fast
[fast]
filesystem_store_datadir = $dir/fast
[slow]
filesystem_store_datadir = $dir/slow
[os_glance_staging_store]
filesystem_store_datadir = $dir/staging
[os_glance_tasks_store]
filesystem_store_datadir = $dir/tasks
[task]
work_dir = $dir/work
[paste_deploy]
flavor = keystone
config_file = $dir/etc/glance-api-paste.ini
[keystone_authtoken]
www_authenticate_uri = http://127.0.0.1:$keystone_port
auth_url = http://127.0.0.1:$keystone_port
auth_type = password
project_domain_name = Default
user_domain_name = Default
project_name = service
username = glance
password = ${service_password//\$/\$\$}
[oslo_messaging_notifications]
driver = noop
[oslo_concurrency]
lock_path = $dir/lock
[oslo_policy]
policy_dirs = $dir/etc/policy.d
[import_filtering_opts]
# Glance refuses loopback unless its host is listed. An empty port list allows every port.
allowed_hosts = [127.0.0.1,localhost]
allowed_ports = [$allow_ports]
disallowed_ports = []
END
  chmod 600 "$dir"/etc/*.conf
}
