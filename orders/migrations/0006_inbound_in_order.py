from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.indexes import PartialIndex

class Migration(migrations.Migration):
    dependencies = [('models', '0005_payments')]

    initial = False

    operations = [
        ops.RemoveIndex(
            model_name='Inbound',
            name=None,
            fields=['lane', 'at', 'id'],
        ),
        ops.AddIndex(
            model_name='Inbound',
            index=PartialIndex(fields=['at', 'id', 'lane'], condition={'state': 'waiting'}),
        ),
    ]
