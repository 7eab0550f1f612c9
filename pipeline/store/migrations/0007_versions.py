# ruff: noqa

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0006_removed'),
    ]

    operations = [
        migrations.AddField(
            model_name='directive',
            name='bond',
            field=models.CharField(default='copy', editable=False, max_length=10, verbose_name='là gì của bản đang lấy'),
        ),
        migrations.AddField(
            model_name='directive',
            name='sketch',
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name='directive',
            name='chosen',
            field=models.JSONField(blank=True, editable=False, null=True, verbose_name='được chọn trong các bản'),
        ),
    ]
