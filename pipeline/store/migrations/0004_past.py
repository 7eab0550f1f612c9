# ruff: noqa

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0003_sure_fields'),
    ]

    operations = [
        migrations.AddField(
            model_name='directive',
            name='past',
            field=models.BooleanField(default=False, editable=False, verbose_name='là bản cũ của cùng tệp'),
        ),
    ]
