"""Runs SQL statements in Glance's database, in one transaction. Input: a JSON list of texts. Output: the rows of the last one."""
import json, os, pymysql, sys

connection = pymysql.connect(
    host='127.0.0.1', port=int(os.environ['RECONCILE_STACK_DATABASE_PORT']), user='stack',
    password=os.environ['RECONCILE_STACK_DATABASE_PASSWORD'], database='glance')
with connection.cursor() as cursor:
    for statement in json.loads(sys.argv[1]):
        cursor.execute(statement)
    print(json.dumps(cursor.fetchall(), default=str))
connection.commit()
