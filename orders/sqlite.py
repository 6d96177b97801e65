"""Tortoise's SQLite engine, but a transaction takes the write lock when it begins; and what its migrations forget.

With the stock deferred BEGIN two processes that read and then write meet "database is locked" whatever the busy
timeout; BEGIN IMMEDIATE makes the second wait its turn. https://www.sqlite.org/lang_transaction.html
Tortoise loads this module by name as the engine and looks for `client_class`.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from tortoise.backends.base.client import BaseDBAsyncClient, TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connections
from tortoise.exceptions import IntegrityError, OperationalError
from tortoise.models import Model


class ImmediateTransaction(SqliteTransactionWrapper):
    async def begin(self) -> None:
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as exc:
            raise OperationalError(exc) from exc

    async def execute_script(self, query: str) -> None:
        """One statement after the other: sqlite3's own executescript would commit what is open."""
        for statement in _statements(query):
            await self.execute_query(statement)


class ImmediateTransactionContext(SqliteTransactionContext):
    """Lets go of the connection when the write lock could not be had; Tortoise would hold it for ever."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self.connection.begin()
        except BaseException:
            self._trxlock.release()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        return self.connection  # type: ignore[no-any-return]


class ImmediateSqliteClient(SqliteClient):
    def _in_transaction(self) -> TransactionContext:
        return ImmediateTransactionContext(ImmediateTransaction(self), self._lock)


client_class = ImmediateSqliteClient


async def check_rebuilt(connection: BaseDBAsyncClient, models: Iterable[type[Model]]) -> None:
    """After migrations: Tortoise rebuilds a table without its unique_together, which comes back as a unique index.

    Raises IntegrityError when rows double what is to be unique, or belong to rows that are gone.
    """
    for model in models:
        table = model._meta.db_table
        unique = await _unique_columns(connection, table)
        for together in model._meta.unique_together:
            columns = [model._meta.fields_map[name].source_field or name for name in together]
            if columns not in unique:
                index, quoted = "_".join(columns), ", ".join(f'"{column}"' for column in columns)
                await connection.execute_query(f'CREATE UNIQUE INDEX "uid_{table}_{index}" ON "{table}" ({quoted})')
    lost = await connection.execute_query_dict("PRAGMA foreign_key_check")
    if lost:
        raise IntegrityError(f"{len(lost)} rows belong to rows that are gone, the first is in {lost[0]['table']}")


async def _unique_columns(connection: BaseDBAsyncClient, table: str) -> list[list[str]]:
    indexes = await connection.execute_query_dict(f'PRAGMA index_list("{table}")')
    found = [await connection.execute_query_dict(f'PRAGMA index_info("{i["name"]}")') for i in indexes if i["unique"]]
    return [[column["name"] for column in columns] for columns in found]


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for part in script.split(";"):
        statement += f"{part};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
