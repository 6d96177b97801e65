from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0001_initial')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Saying',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('models.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name='sayings', on_delete=OnDelete.CASCADE)),
                ('chat', fields.ForeignKeyField('models.Chat', source_field='chat_id', db_constraint=True, to_field='id', related_name='sayings', on_delete=OnDelete.CASCADE)),
                ('external_id', fields.CharField(max_length=200)),
                ('ours', fields.BooleanField(default=False)),
                ('order', fields.ForeignKeyField('models.Order', source_field='order_id', null=True, db_constraint=True, to_field='id', related_name='sayings', on_delete=OnDelete.SET_NULL)),
                ('sku', fields.CharField(default='', max_length=60)),
                ('acted', fields.BooleanField(default=False)),
                ('text', fields.CharField(default='', max_length=500)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('by', fields.CharField(default='', max_length=60)),
            ],
            options={'table': 'saying', 'app': 'models', 'unique_together': (('chat', 'external_id'),), 'indexes': [Index(fields=['order_id']), Index(fields=['shop_id']), Index(fields=['at'])], 'pk_attr': 'id', 'table_description': 'what was said about which order or product'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Order',
            name='drafted_in',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='Order',
            name='touched',
            field=fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads),
        ),
    ]
