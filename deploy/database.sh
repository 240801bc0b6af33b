#!/bin/sh
# Run once, by the image of the database, when that is made: the role and the database that oldhand's address names, and the
# extension that only an administrator can make. The role administers nothing.
set -eu

address=$(cat "${DATABASE_URL_FILE:-/run/secrets/database_url}") # postgres://ROLE:PASSWORD@database/DATABASE
credentials=${address#*://} credentials=${credentials%@*}
role=${credentials%%:*} password=${credentials#*:} database=${address##*/}
export role password database

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\getenv role role
\getenv password password
\getenv database database
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"database" OWNER :"role";
\connect :"database"
CREATE EXTENSION vector SCHEMA public;
SQL
