# shellcheck shell=bash disable=SC2154
# Part of glance-stack: the databases of Keystone and Glance. SQLite is a file each; MariaDB is a server of the stack's own.

# The URL of a service's database, for SQLAlchemy.
database_url() {
  case $database in
    sqlite) printf 'sqlite:///%s?timeout=60' "$dir/$1.db" ;;
    mariadb) printf 'mysql+pymysql://stack:%s@127.0.0.1:%s/%s?charset=utf8' "$database_password" "$database_port" "$1" ;;
  esac
}

# With WAL, readers and a writer of SQLite do not block each other.
use_wal() {
  [[ $database == sqlite ]] || return 0
  "$PYTHON" -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("pragma journal_mode=wal")' "$dir/$1.db"
}

# The socket is relative to the data directory, because the path of a socket has 107 bytes at most.
configure_mariadb() {
  (
    umask 077
    cat >"$dir/etc/mariadb.cnf" <<END
[mariadbd]
user = $(id -un)
datadir = $dir/mariadb
tmpdir = $dir/mariadb-tmp
socket = mariadb.sock
pid-file = mariadb.pid
bind-address = 127.0.0.1
port = $database_port
skip-name-resolve
character-set-server = utf8mb3
init-file = $dir/etc/mariadb.sql
END
    # The server runs these at every start. No one has a password for root.
    cat >"$dir/etc/mariadb.sql" <<END
CREATE DATABASE IF NOT EXISTS keystone;
CREATE DATABASE IF NOT EXISTS glance;
CREATE USER IF NOT EXISTS stack@'127.0.0.1' IDENTIFIED BY '$database_password';
GRANT ALL ON keystone.* TO stack@'127.0.0.1';
GRANT ALL ON glance.* TO stack@'127.0.0.1';
ALTER USER root@localhost ACCOUNT LOCK;
END
  )
}

create_mariadb() {
  mkdir -p "$dir/mariadb-tmp"
  configure_mariadb
  mariadb-install-db --defaults-file="$dir/etc/mariadb.cnf" --auth-root-authentication-method=normal --skip-test-db \
    </dev/null >>"$dir/log/setup.out" 2>&1 || fail "setting up MariaDB failed"
}

start_mariadb() { start mariadb /usr/sbin/mariadbd --defaults-file="$dir/etc/mariadb.cnf"; }

# Waits until the user of the services may log in: the init file runs before the server listens.
wait_for_mariadb() {
  local deadline=$((SECONDS + READY_SECONDS))
  until DATABASE_PASSWORD=$database_password "$PYTHON" - "$database_port" 2>/dev/null <<'END'; do
import os, pymysql, sys
pymysql.connect(host='127.0.0.1', port=int(sys.argv[1]), user='stack', password=os.environ['DATABASE_PASSWORD'])
END
    runs mariadb || fail 'mariadb ended while starting'
    ((SECONDS < deadline)) || fail "mariadb did not answer within $READY_SECONDS s"
    sleep 0.3
  done
}
