# ruff: noqa

from django.db import migrations, models


def guard(apps, schema_editor):
    """The database refuses to change or delete entries."""
    from pipeline.store.chaining import install

    install(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0011_trackers'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='số')),
                ('at', models.DateTimeField(db_index=True, verbose_name='lúc')),
                ('who', models.TextField(verbose_name='ai')),
                ('what', models.CharField(max_length=20, verbose_name='việc')),
                ('content', models.CharField(blank=True, db_index=True, default='', max_length=64, verbose_name='mã băm SHA-256')),
                ('facts', models.TextField(verbose_name='dữ kiện')),
                ('words', models.TextField(blank=True, null=True, verbose_name='nội dung')),
                ('seal', models.CharField(blank=True, default='', max_length=64, verbose_name='mã của nội dung')),
                ('previous', models.CharField(blank=True, default='', max_length=64, verbose_name='mã của mục trước')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã của mục')),
            ],
            options={
                'verbose_name': 'mục nhật ký',
                'verbose_name_plural': 'mục nhật ký',
                'ordering': ('number',),
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
