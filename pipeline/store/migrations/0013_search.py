# ruff: noqa

import django.db.models.deletion
from datetime import datetime

from django.db import migrations, models

OWED = 'can-lap-chi-muc'  # what was read before is indexed when all migrations are done (``indexing.index_missing``)

def make_index(apps, schema_editor):
    from pipeline.store.search_index import install

    install(schema_editor.connection)
    apps.get_model('store', 'Mark').objects.create(name=OWED, words='', at=datetime.now())


def drop_index(apps, schema_editor):
    from pipeline.store.search_index import remove

    remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0012_audit'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('name', models.CharField(max_length=255, primary_key=True, serialize=False, verbose_name='tên')),
                ('words', models.TextField(verbose_name='nội dung')),
                ('at', models.DateTimeField(verbose_name='lúc')),
            ],
            options={
                'verbose_name': 'dấu của chương trình',
                'verbose_name_plural': 'dấu của chương trình',
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(db_index=True, max_length=255, verbose_name='mã nhiệm vụ hoặc văn bản')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='thứ tự')),
                ('head', models.TextField(verbose_name='số, ký hiệu')),
                ('words', models.TextField(verbose_name='chữ không dấu')),
                ('spelled', models.TextField(verbose_name='chữ có dấu')),
                ('directive', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='store.directive', verbose_name='văn bản')),
                ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='store.task', verbose_name='nhiệm vụ')),
            ],
            options={
                'verbose_name': 'mục tìm kiếm',
                'verbose_name_plural': 'mục tìm kiếm',
                'ordering': ('id',),
            },
        ),
        migrations.RunPython(make_index, drop_index),
        migrations.AddIndex(model_name='task', index=models.Index(fields=['key'], name='task_key')),
    ]
