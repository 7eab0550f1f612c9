# ruff: noqa

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0017_notices'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='directive',
            index=models.Index(condition=models.Q(('number', None), ('issued_on', None), ('issuer', None), _connector='OR'), fields=['id'], name='directive_loose'),
        ),
        migrations.AddIndex(
            model_name='sourcefile',
            index=models.Index(fields=['dropped_at'], name='source_dropped_at'),
        ),
    ]
