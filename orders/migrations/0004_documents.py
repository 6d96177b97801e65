from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0003_proposals')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Document',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('models.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name='documents', on_delete=OnDelete.CASCADE)),
                ('order', fields.ForeignKeyField('models.Order', source_field='order_id', db_constraint=True, to_field='id', related_name='documents', on_delete=OnDelete.NO_ACTION)),
                ('revision', fields.IntField()),
                ('kind', fields.CharField(max_length=20)),
                ('year', fields.IntField()),
                ('running', fields.IntField()),
                ('number', fields.CharField(max_length=20)),
                ('content', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('issued_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('cancelled_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'document', 'app': 'models', 'unique_together': (('shop', 'kind', 'year', 'running'),), 'indexes': [Index(fields=['order_id', 'kind'])], 'pk_attr': 'id', 'table_description': 'receipts, tax invoices, delivery notes'},
            bases=['Model'],
        ),
    ]
