from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index, PartialIndex

class Migration(migrations.Migration):
    dependencies = [('models', '0004_documents')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Slip',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('models.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name='slips', on_delete=OnDelete.CASCADE)),
                ('order', fields.ForeignKeyField('models.Order', source_field='order_id', db_constraint=True, to_field='id', related_name='slips', on_delete=OnDelete.CASCADE)),
                ('number', fields.IntField()),
                ('state', fields.CharField(default='waiting', max_length=10)),
                ('verdict', fields.CharField(default='pending', max_length=20)),
                ('bank', fields.CharField(null=True, max_length=3)),
                ('reference', fields.CharField(null=True, max_length=100)),
                ('amount', fields.BigIntField(null=True)),
                ('transferred_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('source', fields.CharField(max_length=10)),
                ('received_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('late', fields.BooleanField(default=False)),
                ('duplicate_of', fields.ForeignKeyField('models.Slip', source_field='duplicate_of_id', null=True, db_constraint=True, to_field='id', related_name='doubles', on_delete=OnDelete.SET_NULL)),
                ('reason', fields.CharField(null=True, max_length=300)),
                ('by', fields.CharField(default='', max_length=60)),
                ('picture', fields.CharField(default='', max_length=100)),
                ('digest', fields.CharField(default='', max_length=64)),
                ('check_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'slip', 'app': 'models', 'unique_together': (('order', 'number'),), 'indexes': [Index(fields=['order_id']), Index(fields=['bank', 'reference']), Index(fields=['duplicate_of_id']), Index(fields=['shop_id', 'state'])], 'pk_attr': 'id', 'table_description': 'proofs of a transfer'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Payment',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('shop', fields.ForeignKeyField('models.Shop', source_field='shop_id', db_constraint=True, to_field='id', related_name='payments', on_delete=OnDelete.CASCADE)),
                ('order', fields.ForeignKeyField('models.Order', source_field='order_id', db_constraint=True, to_field='id', related_name='payments', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharField(default='payment', max_length=10)),
                ('method', fields.CharField(max_length=20)),
                ('amount', fields.BigIntField()),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('by', fields.CharField(max_length=60)),
                ('slip', fields.ForeignKeyField('models.Slip', source_field='slip_id', null=True, db_constraint=True, to_field='id', related_name='payments', on_delete=OnDelete.SET_NULL)),
                ('reference', fields.CharField(null=True, max_length=200)),
                ('note', fields.CharField(default='', max_length=500)),
            ],
            options={'table': 'payment', 'app': 'models', 'unique_together': (('shop', 'method', 'kind', 'reference'),), 'indexes': [Index(fields=['order_id']), Index(fields=['slip_id'])], 'pk_attr': 'id', 'table_description': 'money in and back'},
            bases=['Model'],
        ),
        ops.RemoveIndex(
            model_name='Inbound',
            name=None,
            fields=['state', 'received_at'],
        ),
        ops.AddIndex(
            model_name='Inbound',
            index=PartialIndex(fields=['id'], condition={'state': 'buried'}),
        ),
        ops.AddField(
            model_name='Order',
            name='refunded',
            field=fields.BigIntField(default=0),
        ),
        ops.AddField(
            model_name='Order',
            name='remind_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Order',
            name='slips_waiting',
            field=fields.IntField(default=0),
        ),
        ops.AddIndex(
            model_name='Order',
            index=Index(fields=['remind_at']),
        ),
    ]
