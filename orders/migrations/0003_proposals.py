from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0002_sayings')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Proposal',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('models.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name='proposals', on_delete=OnDelete.CASCADE)),
                ('chat', fields.ForeignKeyField('models.Chat', source_field='chat_id', db_constraint=True, to_field='id', related_name='proposals', on_delete=OnDelete.CASCADE)),
                ('extends', fields.ForeignKeyField('models.Order', source_field='extends_id', null=True, db_constraint=True, to_field='id', related_name='proposals', on_delete=OnDelete.SET_NULL)),
                ('revision', fields.IntField(default=0)),
                ('wishes', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ('shown', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ('state', fields.CharField(default='waiting', max_length=10)),
                ('order', fields.ForeignKeyField('models.Order', source_field='order_id', null=True, db_constraint=True, to_field='id', related_name='was_proposed', on_delete=OnDelete.SET_NULL)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'proposal', 'app': 'models', 'indexes': [Index(fields=['chat_id', 'state']), Index(fields=['shop_id']), Index(fields=['extends_id']), Index(fields=['order_id'])], 'pk_attr': 'id', 'table_description': 'what customers were asked to confirm'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Waiting',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('models.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name='queues', on_delete=OnDelete.CASCADE)),
                ('product', fields.ForeignKeyField('models.Product', source_field='product_id', db_constraint=True, to_field='id', related_name='queue', on_delete=OnDelete.CASCADE)),
                ('chat', fields.ForeignKeyField('models.Chat', source_field='chat_id', db_constraint=True, to_field='id', related_name='queues', on_delete=OnDelete.CASCADE)),
                ('quantity', fields.IntField()),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('state', fields.CharField(default='waiting', max_length=10)),
                ('offered_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'waiting', 'app': 'models', 'indexes': [Index(fields=['product_id', 'state']), Index(fields=['chat_id']), Index(fields=['shop_id'])], 'pk_attr': 'id', 'table_description': 'who waits for goods that are short'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Chat',
            name='awaited',
            field=fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads),
        ),
    ]
