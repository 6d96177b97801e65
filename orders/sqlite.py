"""Tortoise's SQLite engine, but a transaction takes the write lock when it begins.

With the stock deferred BEGIN two processes that read and then write meet "database is locked" whatever the busy
timeout; BEGIN IMMEDIATE makes the second wait its turn. https://www.sqlite.org/lang_transaction.html
Tortoise loads this module by name as the engine and looks for `client_class`.
"""

import sqlite3

from tortoise.backends.base.client import TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.exceptions import OperationalError


class ImmediateTransaction(SqliteTransactionWrapper):
    async def begin(self) -> None:
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as exc:
            raise OperationalError(exc) from exc


class ImmediateSqliteClient(SqliteClient):
    def _in_transaction(self) -> TransactionContext:
        return SqliteTransactionContext(ImmediateTransaction(self), self._lock)


client_class = ImmediateSqliteClient
