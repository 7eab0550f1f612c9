# ruff: noqa

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0015_rereading'),
    ]

    operations = [
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(blank=True, db_index=True, default='', max_length=64, verbose_name='mã băm SHA-256')),
                ('path', models.TextField(db_index=True, verbose_name='đường dẫn')),
                ('to', models.TextField(blank=True, null=True, verbose_name='chuyển tới')),
                ('name', models.TextField(verbose_name='tên tệp')),
                ('step', models.CharField(max_length=10, verbose_name='bước')),
                ('number', models.PositiveIntegerField(default=1, verbose_name='thứ tự')),
                ('last', models.BooleanField(default=True, verbose_name='bước hiện nay')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('seconds', models.FloatField(blank=True, null=True, verbose_name='số giây')),
                ('attempt', models.PositiveIntegerField(default=0, verbose_name='lần')),
                ('who', models.TextField(blank=True, default='', verbose_name='tiến trình')),
                ('code', models.TextField(blank=True, default='', verbose_name='mã lỗi')),
                ('cut', models.BooleanField(default=False, verbose_name='bị dừng giữa chừng')),
            ],
            options={
                'verbose_name': 'bước',
                'verbose_name_plural': 'các bước',
                'ordering': ('id',),
                'indexes': [models.Index(condition=models.Q(('last', True)), fields=['step'], name='where_documents_are')],
            },
        ),
    ]
