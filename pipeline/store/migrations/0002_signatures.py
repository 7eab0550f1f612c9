# ruff: noqa

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0001_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='directive',
            name='signatures',
            field=models.JSONField(default=list, verbose_name='chữ ký số'),
        ),
    ]
