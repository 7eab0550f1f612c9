# ruff: noqa

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0004_past'),
    ]

    operations = [
        migrations.AddField(
            model_name='sourcefile',
            name='dropped_at',
            field=models.TextField(blank=True, null=True, verbose_name='được đặt vào ở'),
        ),
    ]
