# ruff: noqa

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0005_dropped_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='directive',
            name='removed',
            field=models.JSONField(blank=True, editable=False, null=True, verbose_name='được đưa ra khỏi danh mục'),
        ),
    ]
