# ruff: noqa

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0012_audit'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('directive', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='reading', serialize=False, to='store.directive')),
                ('document', models.BinaryField()),
            ],
            options={
                'verbose_name': 'bản đọc',
                'verbose_name_plural': 'bản đọc',
            },
        ),
        migrations.CreateModel(
            name='Reread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.CharField(db_index=True, max_length=32, verbose_name='lần đọc lại')),
                ('before', models.BinaryField()),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('who', models.TextField(verbose_name='người nhận')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('undone', models.BooleanField(default=False, verbose_name='đã hoàn tác')),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rereads', to='store.directive', verbose_name='văn bản')),
            ],
            options={
                'verbose_name': 'lần đọc lại',
                'verbose_name_plural': 'lần đọc lại',
                'ordering': ('id',),
            },
        ),
    ]
