# ruff: noqa

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0002_signatures'),
    ]

    operations = [
        migrations.AddField(
            model_name='task',
            name='sure',
            field=models.JSONField(default=list, editable=False, verbose_name='độ tin cậy từng ô'),
        ),
    ]
